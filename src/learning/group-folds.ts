import { seededRandom } from "../statistics/random.ts";

/** Groups to folds 0 … count − 1, drawn by the seed, with the same number of groups each, or one more. */
export function groupFolds(
  groups: Iterable<string>,
  count: number,
  seed: number,
): (group: string) => number {
  const random = seededRandom(seed);
  const places = new Map(
    [...new Set(groups)]
      .toSorted()
      .map((group) => [group, random.next()] as const)
      .toSorted(([, a], [, b]) => a - b)
      .map(([group], place) => [group, place % count]),
  );
  return (group) => places.get(group) ?? 0;
}
