/** What a long piece of work tells while it runs. Counts are in the unit named at the start. */
export interface Progress {
  started(work: string, unit: string, total?: number): void;
  /** `done` since the start; `note` is a short fact, such as the spend so far. */
  progressed(done: number, note?: string): void;
  finished(note?: string): void;
}

export const silentProgress: Progress = { started() {}, progressed() {}, finished() {} };
