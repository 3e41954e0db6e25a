/**
 * A number about a text that is dear to compute. It is computed once per text, stored, and read by
 * filters: a moved cut costs seconds, not a model's hours.
 */
export interface Measure {
  /** Names what is measured, the version of how, and the model: other numbers, another name. */
  readonly name: string;
  /** One value per text, in order. */
  of(texts: readonly string[], signal: AbortSignal): Promise<readonly number[]>;
}

/** A measure that remembers: texts that were measured before cost nothing. */
export interface StoredMeasure {
  readonly name: string;
  of(
    texts: readonly string[],
    signal: AbortSignal,
    progressed?: (done: number) => void,
  ): Promise<ReadonlyMap<string, number>>;
}
