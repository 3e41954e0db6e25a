import type { Figure } from "./figure.ts";
import { percentile } from "./percentile.ts";
import { seededRandom } from "./random.ts";

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
 */
export function calibrationError(
  units: readonly (readonly Forecast[])[],
  { seed, bins = 10, draws = 1000 }: CalibrationErrorOptions,
): Figure | null {
  const all = units.flat();
  if (all.length < 2 * bins) return null;
  const { biased, debiased } = squaredErrors(all, bins);
  const random = seededRandom(seed);
  const differences: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    const sample = Array.from(units, () => random.pick(units)).flat();
    if (sample.length < 2 * bins) continue;
    differences.push(squaredErrors(sample, bins).debiased - biased);
  }
  const root = (square: number): number => Math.sqrt(Math.max(0, square));
  return {
    mean: root(debiased),
    interval: [
      root(debiased - percentile(differences, 97.5)),
      root(debiased - percentile(differences, 2.5)),
    ],
  };
}

/** Mean over the bins, each by its size, of the squared distance; and without what chance gives. */
function squaredErrors(
  forecasts: readonly Forecast[],
  bins: number,
): { readonly biased: number; readonly debiased: number } {
  const ascending = forecasts.toSorted((a, b) => a.probability - b.probability);
  let biased = 0;
  let chance = 0;
  for (let bin = 0; bin < bins; bin++) {
    const own = ascending.slice(
      Math.round((bin * ascending.length) / bins),
      Math.round(((bin + 1) * ascending.length) / bins),
    );
    const happened = own.filter((forecast) => forecast.happened).length / own.length;
    const stated = own.reduce((sum, { probability }) => sum + probability, 0) / own.length;
    const weight = own.length / ascending.length;
    biased += weight * (happened - stated) ** 2;
    chance += (weight * happened * (1 - happened)) / (own.length - 1);
  }
  return { biased, debiased: biased - chance };
}
