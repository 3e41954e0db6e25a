/** What is expected, and between what it lies. */
export interface Estimate {
  readonly low: number;
  readonly expected: number;
  readonly high: number;
}

/** How many things a sample holds once, twice and so on; each number of times once. */
export type Frequencies = readonly { readonly times: number; readonly things: number }[];

/** Beyond this share an error says no more than that little is known. */
const mostError = 0.9;

/** What is not seen in a sample comes up to three times in one of its size, with a chance of 5 %. */
const unseenAtMost = 3;

/** Two sides of a normal distribution that leave out 5 %. */
const z = 1.96;

/**
 * How many different things a whole holds of which the sample is a part drawn at random. High: `factor` times as many as the
 * sample; for it meets no smaller share of them than it is of the whole. Low: Chao's lower bound (`chaoExtrapolation`). Both
 * are widened by the error of the draw. Expected: the geometric mean of Chao's, which is too low where much is rare, and of
 * Heaps' law (`heapsExtrapolation`), which is too high where little is left to meet.
 *
 * @param factor how many times as large the whole is
 * @param relativeError one standard error of the sample's counts, as a share of them
 */
export function extrapolatedDistinct(
  sample: Frequencies,
  factor: number,
  relativeError: number,
): Estimate {
  const distinct = sumOf(sample, () => 1);
  if (factor <= 1) return { low: distinct, expected: distinct, high: distinct };
  const margin = Math.min(z * relativeError, mostError);
  // What the sample would hold without the error of the draw.
  const [less, more] = [1 / (1 + margin), 1 / (1 - margin)];
  const low = Math.max(distinct, less * chaoExtrapolation(sample, factor, less, more));
  const expected = Math.sqrt(
    chaoExtrapolation(sample, factor) * heapsExtrapolation(sample, factor),
  );
  return {
    low: Math.round(low),
    expected: Math.round(Math.max(low, expected)),
    high: Math.round(Math.max(distinct * more, unseenAtMost) * factor),
  };
}

/**
 * The sample's own things, and of Chao's (1984) bias-corrected number of those that it missed, f1 (f1 - 1) / (2 (f2 + 1)), what
 * a sample `factor` times as large would have met (Colwell et al. 2012, equation 18, in the limit of many draws).
 * @param less f1 counts as so many times as many
 * @param more f2 does
 */
function chaoExtrapolation(sample: Frequencies, factor: number, less = 1, more = 1): number {
  const once = less * thingsSeen(sample, 1);
  const twice = more * thingsSeen(sample, 2);
  const missed = (once * Math.max(once - 1, 0)) / (2 * (twice + 1));
  const met = missed === 0 ? 0 : missed * (1 - Math.exp((-(factor - 1) * once) / missed));
  return sumOf(sample, () => 1) + met;
}

/** Heaps' law, things ~ size to a power: that by which half of the sample would have grown to the whole of it. */
function heapsExtrapolation(sample: Frequencies, factor: number): number {
  const distinct = sumOf(sample, () => 1);
  if (distinct === 0) return 0;
  const half = sumOf(sample, (times) => 1 - 0.5 ** times);
  return distinct * factor ** Math.log2(distinct / half);
}

const sumOf = (sample: Frequencies, shareOf: (times: number) => number): number =>
  sample.reduce((sum, { times, things }) => sum + things * shareOf(times), 0);

const thingsSeen = (sample: Frequencies, wanted: number): number =>
  sample.find(({ times }) => times === wanted)?.things ?? 0;

/** The standard error of a sum over things drawn at random, as a share of the sum: √Σm² / Σm. */
export const relativeErrorOfSum = (sum: number, sumOfSquares: number): number =>
  sum === 0 ? 1 : Math.sqrt(sumOfSquares) / sum;
