import { percentile } from "./percentile.ts";
import { seededRandom } from "./random.ts";

export interface BootstrapOptions {
  readonly seed: number;
  /** How often units are drawn anew. Default 1000. */
  readonly draws?: number;
  /** The share of draws within the interval, between 0 and 1. Default 0.95. */
  readonly level?: number;
}

/**
 * The percentile interval of a statistic (Efron and Tibshirani 1993, chapter 13): units are drawn with
 * replacement, as many as there are, and the statistic is taken of each such draw. Units must be
 * independent: of counts that hang together, such as the edges of a head, make one unit. The same for
 * the same seed and order of units; two statistics of as many units see the same draws.
 *
 * @param statistic of units; must not keep the array, which is filled anew. A draw of which it is not
 * finite (a share of nothing) is left out
 * @returns low and high end
 * @throws RangeError without units, for impossible options, or when no draw has a finite statistic
 *
 * @example bootstrapInterval([3, 5, 4], (some) => Math.max(...some), { seed: 1 }) // [3, 5]
 */
export function bootstrapInterval<Unit>(
  units: readonly Unit[],
  statistic: (sample: readonly Unit[]) => number,
  { seed, draws = 1000, level = 0.95 }: BootstrapOptions,
): readonly [low: number, high: number] {
  if (units.length === 0 || !(Number.isSafeInteger(draws) && draws > 0 && level > 0 && level < 1)) {
    throw new RangeError(
      `expected units, draws >= 1 and 0 < level < 1, got ${units.length}, ${draws} and ${level}`,
    );
  }
  const random = seededRandom(seed);
  const sample = [...units];
  const values: number[] = [];
  for (let draw = 0; draw < draws; draw++) {
    for (let place = 0; place < sample.length; place++) sample[place] = random.pick(units);
    const value = statistic(sample);
    if (Number.isFinite(value)) values.push(value);
  }
  if (values.length === 0) throw new RangeError("The statistic is finite of no draw.");
  const tail = ((1 - level) / 2) * 100;
  return [percentile(values, tail), percentile(values, 100 - tail)];
}
