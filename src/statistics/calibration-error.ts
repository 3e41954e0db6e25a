import type { Figure } from "./figure.ts";
import { eachOnce, type Ranking, rankedInterval, rankingOf, type Times } from "./ranking.ts";

/** A stated probability, and what came. */
export interface Forecast {
  readonly probability: number;
  readonly happened: boolean;
}

export interface CalibrationErrorOptions {
  readonly seed: number;
  /** Bins with as many forecasts each. Default 10. */
  readonly bins?: number;
  /** How often units are drawn anew. Default 1000. */
  readonly draws?: number;
}

/**
 * Root mean square calibration error: how far the share that came is from the probability that was
 * stated, over bins with as many forecasts each. Debiased: what chance alone would give in bins of this
 * size is taken off before the root (Kumar, Liang and Ma 2019, "Verified uncertainty calibration"), so
 * that a perfect forecast of few independent items has an error around 0; of items that hang together
 * chance gives more than that, and the interval tells how much. A negative rest counts as 0.
 *
 * The interval is that of a bootstrap over units, about its own centre: drawing anew adds chance of its
 * own, and the plain percentiles would lie above the figure. Null where there are fewer than two
 * forecasts a bin.
 *
 * @param units of forecasts that hang together, such as those of a product type
 * @throws RangeError where a probability is no number
 */
export function calibrationError(
  units: readonly (readonly Forecast[])[],
  { seed, bins = 10, draws = 1000 }: CalibrationErrorOptions,
): Figure | null {
  const all = units.flat();
  if (all.length < 2 * bins) return null;
  const ranking = rankingOf(
    all.map(({ probability, happened }) => ({ score: probability, positive: happened })),
  );
  const { biased, debiased } = squaredErrors(ranking, eachOnce(ranking), bins);
  let from = 0;
  const places = units.map((own) => own.map(() => from++));
  const difference = (times: Times): number =>
    squaredErrors(ranking, times, bins).debiased - biased;
  const [low, high] = rankedInterval(places, difference, { seed, draws });
  const root = (square: number): number => Math.sqrt(Math.max(0, square));
  return { mean: root(debiased), interval: [root(debiased - high), root(debiased - low)] };
}

/**
 * Mean over the bins, each by its size, of the squared distance; and without what chance gives. Different forecasts that are equal stay in
 * one bin, so that their order does not matter and what chance gives is that of as many: bins are then larger and fewer. NaN of fewer than
 * two a bin.
 */
function squaredErrors(
  { order, scores, positives }: Ranking,
  times: Times,
  bins: number,
): { readonly biased: number; readonly debiased: number } {
  const forecasts = times.reduce((sum, count) => sum + count, 0);
  if (forecasts < 2 * bins) return { biased: Number.NaN, debiased: Number.NaN };
  /** How many forecasts the bins from 1 to this one hold where none are equal. */
  const endOf = (bin: number): number => Math.round((bin * forecasts) / bins);
  let biased = 0;
  let chance = 0;
  let [size, happened, stated] = [0, 0, 0];
  let [passed, bin] = [0, 1];
  for (let at = 0; at < order.length; ) {
    const [from, score] = [at, scores[at] ?? 0];
    let [equal, equalTrue] = [0, 0];
    for (; scores[at] === score; at++) {
      const counted = times[order[at] ?? 0] ?? 0;
      equal += counted;
      equalTrue += counted * (positives[at] ?? 0);
    }
    // One forecast that counts several times is the same whichever of these comes first.
    const step = at - from === 1 ? 1 : equal;
    for (let left = equal; left > 0; left -= step) {
      size += step;
      happened += (equalTrue * step) / equal;
      stated += step * score;
      const isFull = size >= 2 && passed + size >= endOf(bin);
      if (!isFull && passed + size < forecasts) continue;
      const share = happened / size;
      const weight = size / forecasts;
      biased += weight * (share - stated / size) ** 2;
      // One forecast alone is right or wrong for sure.
      if (size > 1) chance += (weight * share * (1 - share)) / (size - 1);
      passed += size;
      [size, happened, stated] = [0, 0, 0];
      while (bin < bins && endOf(bin) <= passed) bin++;
    }
  }
  return { biased, debiased: biased - chance };
}
