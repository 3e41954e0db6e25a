import { seededRank } from "../../statistics/seeded-sample.ts";
import type { JudgedPair } from "./judged-pair.ts";

/** Whole groups, in the order that the seed draws, until there are as many as wanted. */
export function drawnPairs(
  pairs: readonly JudgedPair[],
  most: number | null,
  seed: number,
): readonly JudgedPair[] {
  if (most === null || pairs.length <= most) return pairs;
  const groups = [...Map.groupBy(pairs, ({ group }) => group)]
    .map(([group, own]) => ({ own, rank: seededRank(seed, group) }))
    .toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  const drawn: JudgedPair[] = [];
  for (const { own } of groups) if (drawn.length + own.length <= most) drawn.push(...own);
  return drawn;
}
