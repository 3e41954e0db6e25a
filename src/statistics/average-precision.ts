import { eachOnce, type Ranking, type Times } from "./ranking.ts";

/**
 * Average precision: the precision at each score at which a further positive item comes in, weighted by
 * how many do. Items of equal score come in together, so that their order does not matter. Without
 * skill it is the share of positive items; NaN where there is none.
 *
 * @param times how often each item counts; default: once
 */
export function averagePrecision(ranking: Ranking, times: Times = eachOnce(ranking)): number {
  const { order, scores, positives } = ranking;
  let sum = 0;
  let above = 0;
  let found = 0;
  for (let at = order.length - 1; at >= 0; ) {
    const score = scores[at];
    let wanted = 0;
    for (; at >= 0 && scores[at] === score; at--) {
      const counted = times[order[at] ?? 0] ?? 0;
      above += counted;
      if (positives[at] === 1) wanted += counted;
    }
    found += wanted;
    if (wanted > 0) sum += wanted * (found / above);
  }
  return sum / found;
}
