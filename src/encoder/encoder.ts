/** Text to vector. */
export interface Encoder {
  /** Names weights, pooling and truncation. */
  readonly id: string;
  /** Unit-length vectors, one per text, in order. */
  encode(texts: readonly string[], signal: AbortSignal): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}
