/** Something that a score ranks, and what it is worth to find it. */
export interface GainedItem {
  readonly score: number;
  /** 0 or more. */
  readonly gain: number;
}

/**
 * Normalised discounted cumulative gain of one ranking (Järvelin and Kekäläinen 2002): gains over the binary logarithm of
 * one more than their place, against the best order. Items of equal score share their places: each has the mean
 * gain of all of them (McSherry and Najork 2008; scikit-learn's `ndcg_score`), so that the order in which they
 * come says nothing. NaN where no item has a gain: no order is better than another.
 *
 * @param places how many places from the top count; all of them where it is not given
 * @throws RangeError where a score is no number or a gain is negative
 */
export function ndcg(items: readonly GainedItem[], places = items.length): number {
  if (items.some(({ score, gain }) => Number.isNaN(score) || !(gain >= 0))) {
    throw new RangeError("expected scores that are numbers and gains of 0 or more");
  }
  const best = items.map(({ gain }) => ({ score: gain, gain }));
  return discountedGain(items, places) / discountedGain(best, places);
}

/** Whether one order of items is better than another: they have gains, and not all the same. Where not, every order has the nDCG of 1. */
export const canBeRanked = (gains: readonly number[]): boolean =>
  gains.some((gain) => gain !== gains[0]);

function discountedGain(items: readonly GainedItem[], places: number): number {
  const ranked = items.toSorted((a, b) => b.score - a.score);
  let total = 0;
  for (let first = 0; first < Math.min(places, ranked.length); ) {
    let [end, gains, discounts] = [first, 0, 0];
    for (; end < ranked.length && ranked[end]?.score === ranked[first]?.score; end++) {
      gains += ranked[end]?.gain ?? 0;
      if (end < places) discounts += 1 / Math.log2(end + 2);
    }
    total += (gains / (end - first)) * discounts;
    first = end;
  }
  return total;
}
