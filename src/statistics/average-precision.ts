import { type RankedItem, refuseUnscored } from "./auroc.ts";

/**
 * Average precision: the precision at each score at which a further positive item comes in, weighted by
 * how many do. Items of equal score come in together, so that their order does not matter. Without
 * skill it is the share of positive items; NaN where there is none.
 */
export function averagePrecision(items: readonly RankedItem[]): number {
  refuseUnscored(items);
  const descending = items.toSorted((a, b) => b.score - a.score);
  let positives = 0;
  let sum = 0;
  for (let start = 0; start < descending.length; ) {
    let end = start;
    let found = 0;
    while (end < descending.length && descending[end]?.score === descending[start]?.score) {
      if (descending[end]?.positive === true) found += 1;
      end += 1;
    }
    positives += found;
    sum += found * (positives / end);
    start = end;
  }
  return sum / positives;
}
