/** US dollars per million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

/** What of the price a call in a batch job costs where nothing is said: all of it. */
export const noBatchDiscount = 1;

export interface TokenCounts {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** US dollars. */
export const costOf = (
  { input, output }: Price,
  { inputTokens, outputTokens }: TokenCounts,
): number => (inputTokens * input + outputTokens * output) / 1_000_000;

export const freePrice: Price = { input: 0, output: 0 };
