/** What a server says is left of what it grants. */
export interface QuotaLeft {
  readonly remaining: number;
  /** The whole; undefined: the server did not say. */
  readonly limit: number | undefined;
  /** Until the whole is there again. */
  readonly resetMs: number;
}

/** As told with an answer; what is undefined was not told. */
export interface Quota {
  readonly requests: QuotaLeft | undefined;
  readonly tokens: QuotaLeft | undefined;
}
