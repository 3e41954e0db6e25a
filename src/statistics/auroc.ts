/** Something that a score ranks, and whether it is one of those that should come first. */
export interface RankedItem {
  readonly score: number;
  readonly positive: boolean;
}

/**
 * Area under the ROC curve: how likely a positive item has a higher score than a negative one, a tie
 * counting half (Hanley and McNeil 1982). NaN where there are only positive or only negative items.
 */
export function auroc(items: readonly RankedItem[]): number {
  const { concordant, pairs } = concordance(items);
  return concordant / pairs;
}

/**
 * The same among pairs of one stratum, such as a relation: what a score says beyond the stratum. Strata
 * count by how many pairs of a positive and a negative item they have; NaN where none has one.
 */
export function aurocWithin<Item extends RankedItem>(
  items: readonly Item[],
  stratumOf: (item: Item) => string,
): number {
  let concordant = 0;
  let pairs = 0;
  for (const own of Map.groupBy(items, stratumOf).values()) {
    const counts = concordance(own);
    concordant += counts.concordant;
    pairs += counts.pairs;
  }
  return concordant / pairs;
}

function concordance(items: readonly RankedItem[]): { concordant: number; pairs: number } {
  refuseUnscored(items);
  const positives = ascendingScores(items.filter(({ positive }) => positive));
  const negatives = ascendingScores(items.filter(({ positive }) => !positive));
  let concordant = 0;
  let below = 0;
  let upTo = 0;
  for (const score of positives) {
    while ((negatives[below] ?? Number.POSITIVE_INFINITY) < score) below += 1;
    upTo = Math.max(upTo, below);
    while (negatives[upTo] === score) upTo += 1;
    concordant += (below + upTo) / 2;
  }
  return { concordant, pairs: positives.length * negatives.length };
}

/** Numbers alone, which are sorted much faster than items are; those of ascending items are not sorted again. */
export function ascendingScores(items: readonly RankedItem[]): Float64Array {
  const scores = new Float64Array(items.length);
  let isAscending = true;
  let last = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < items.length; place++) {
    const score = items[place]?.score ?? Number.NaN;
    scores[place] = score;
    isAscending &&= last <= score;
    last = score;
  }
  return isAscending ? scores : scores.sort();
}

/** @throws RangeError where a score is no number: it has no place in any order */
export function refuseUnscored(items: readonly RankedItem[]): void {
  if (items.some(({ score }) => Number.isNaN(score))) throw new RangeError("a score is no number");
}
