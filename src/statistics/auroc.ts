import { eachOnce, type Ranking, type Times } from "./ranking.ts";

/**
 * Area under the ROC curve: how likely a positive item has a higher score than a negative one, a tie
 * counting half (Hanley and McNeil 1982). NaN where there are only positive or only negative items.
 *
 * @param times how often each item counts; default: once
 */
export const auroc = (ranking: Ranking, times: Times = eachOnce(ranking)): number =>
  aurocWithin(ranking, { of: new Uint32Array(times.length), count: 1 }, times);

/** The stratum of each item, as a number, by its place as it was given. */
export interface Strata {
  readonly of: Uint32Array;
  readonly count: number;
}

export function strataOf(names: readonly string[]): Strata {
  const numbers = new Map([...new Set(names)].map((name, number) => [name, number]));
  return { of: Uint32Array.from(names, (name) => numbers.get(name) ?? 0), count: numbers.size };
}

/**
 * The same among pairs of one stratum, such as a relation: what a score says beyond the stratum. Strata
 * count by how many pairs of a positive and a negative item they have; NaN where none has one.
 */
export function aurocWithin(
  ranking: Ranking,
  { of, count }: Strata,
  times: Times = eachOnce(ranking),
): number {
  const { order, scores, positives } = ranking;
  // Of each stratum: what has come so far, and of that what has the score that came last.
  const [positive, negative] = [new Float64Array(count), new Float64Array(count)];
  const [tiedPositive, tiedNegative] = [new Float64Array(count), new Float64Array(count)];
  const last = new Float64Array(count).fill(Number.NaN);
  let concordant = 0;
  for (let at = 0; at < order.length; at++) {
    const place = order[at] ?? 0;
    const counted = times[place] ?? 0;
    if (counted === 0) continue;
    const stratum = of[place] ?? 0;
    const score = scores[at] ?? 0;
    if (score !== last[stratum]) {
      last[stratum] = score;
      tiedPositive[stratum] = 0;
      tiedNegative[stratum] = 0;
    }
    if (positives[at] === 1) {
      concordant += counted * ((negative[stratum] ?? 0) - (tiedNegative[stratum] ?? 0) / 2);
      positive[stratum] = (positive[stratum] ?? 0) + counted;
      tiedPositive[stratum] = (tiedPositive[stratum] ?? 0) + counted;
    } else {
      concordant += (counted * (tiedPositive[stratum] ?? 0)) / 2;
      negative[stratum] = (negative[stratum] ?? 0) + counted;
      tiedNegative[stratum] = (tiedNegative[stratum] ?? 0) + counted;
    }
  }
  const pairs = positive.reduce((sum, own, stratum) => sum + own * (negative[stratum] ?? 0), 0);
  return concordant / pairs;
}
