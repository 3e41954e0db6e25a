/** A figure that is not known yet, with what it hardly falls short of or exceeds. */
export interface Range {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** What calls of one kind took, summed. */
export interface UsageTally {
  calls: number;
  /** UTF-8 bytes of what was asked. */
  inputBytes: number;
  inputTokens: number;
  outputTokens: number;
  /** Sum of the squares of the answers' tokens. */
  outputSquares: number;
}

export const emptyTally = (): UsageTally => ({
  calls: 0,
  inputBytes: 0,
  inputTokens: 0,
  outputTokens: 0,
  outputSquares: 0,
});

export function addUsage(
  tally: UsageTally,
  usage: Omit<UsageTally, "calls" | "outputSquares">,
): void {
  tally.calls++;
  tally.inputBytes += usage.inputBytes;
  tally.inputTokens += usage.inputTokens;
  tally.outputTokens += usage.outputTokens;
  tally.outputSquares += usage.outputTokens ** 2;
}

/** Calls of a kind that are to be made. */
export interface PlannedCalls {
  readonly calls: number;
  readonly inputBytes: number;
  /** What an answer is taken to have as long as no model was asked. */
  readonly usualOutputTokens: number;
}

export interface UsageEstimate {
  readonly inputTokens: Range;
  readonly outputTokens: Range;
}

/** So many answers of a kind tell how long the next ones are. */
const enough = 20;

export const isEnough = ({ calls }: UsageTally): boolean => calls >= enough;

/** Short prompts of English words with their chat template, as two small models' tokenizers cut them. */
const usualBytesPerToken = 3.3;

/** As far as an estimate may be off on either side where nothing of its kind was seen. */
const widest = 0.2;

/** Prompts of one kind differ little from those before. */
const learnt = 0.03;

/**
 * Tokens of calls that were not made yet, from those of a kind that were. High is never above 1.5 times low.
 * The mean of n further answers is off by the spread of one, √(1/n + 1/seen) times: twice that counts.
 */
export function estimateUsage(planned: PlannedCalls, seen: UsageTally): UsageEstimate {
  const { calls, inputBytes, usualOutputTokens } = planned;
  const isSeen = isEnough(seen);
  const bytesPerToken =
    isSeen && seen.inputTokens > 0 ? seen.inputBytes / seen.inputTokens : usualBytesPerToken;
  const input = around(inputBytes / bytesPerToken, isSeen ? learnt : widest);
  if (!isSeen)
    return { inputTokens: input, outputTokens: around(calls * usualOutputTokens, widest) };
  const mean = seen.outputTokens / seen.calls;
  const deviation = Math.sqrt(Math.max(0, seen.outputSquares / seen.calls - mean ** 2));
  const ofMean = calls === 0 ? 0 : deviation * Math.sqrt(1 / calls + 1 / seen.calls);
  const share = mean > 0 ? learnt + (2 * ofMean) / mean : widest;
  return { inputTokens: input, outputTokens: around(calls * mean, Math.min(widest, share)) };
}

/** An expected value with the same share on either side. */
export const around = (expected: number, share: number): Range => ({
  low: expected * (1 - share),
  expected,
  high: expected * (1 + share),
});

/**
 * The sum of estimates that may all err to the same side, each weighted.
 * @param furtherShare by how much the number of calls itself may be off; together never beyond `widest`
 */
export function sumOfRanges(
  ranges: readonly { readonly range: Range; readonly weight: number }[],
  furtherShare = 0,
): Range {
  const sum = (side: keyof Range): number =>
    ranges.reduce((total, { range, weight }) => total + weight * range[side], 0);
  const expected = sum("expected");
  if (expected === 0) return around(0, 0);
  const share = Math.hypot((sum("high") - expected) / expected, furtherShare);
  return around(expected, Math.min(widest, share));
}
