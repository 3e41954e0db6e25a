/** Told what long pieces of work do while they run; several may be at work at once, and one within another. */
export interface Progress {
  /**
   * @param work its name, such as `generate`
   * @param unit of what is counted, in the plural, such as `answers`
   */
  started(work: string, unit: string, total?: number): WorkProgress;
}

/** What one piece of work tells. One that fails need not be ended. */
export interface WorkProgress {
  /** `done` since the start, in the work's unit; `note` is a short fact, such as the spend so far. */
  progressed(done: number, note?: string): void;
  finished(note?: string): void;
}

export const silentWork: WorkProgress = { progressed() {}, finished() {} };

export const silentProgress: Progress = { started: () => silentWork };
