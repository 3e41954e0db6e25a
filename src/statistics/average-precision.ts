import { ascendingScores, type RankedItem, refuseUnscored } from "./auroc.ts";

/**
 * Average precision: the precision at each score at which a further positive item comes in, weighted by
 * how many do. Items of equal score come in together, so that their order does not matter. Without
 * skill it is the share of positive items; NaN where there is none.
 */
export function averagePrecision(items: readonly RankedItem[]): number {
  refuseUnscored(items);
  const all = ascendingScores(items);
  const wanted = ascendingScores(items.filter(({ positive }) => positive));
  let sum = 0;
  let above = 0;
  for (let positives = 0; positives < wanted.length; ) {
    const score = wanted[wanted.length - 1 - positives];
    let found = 0;
    while (wanted[wanted.length - 1 - positives - found] === score) found += 1;
    positives += found;
    while (above < all.length && (all[all.length - 1 - above] ?? 0) >= (score ?? 0)) above += 1;
    sum += found * (positives / above);
  }
  return sum / wanted.length;
}
