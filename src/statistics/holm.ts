/**
 * Chances of several tests, adjusted so that even one false finding among all is as unlikely as one test's
 * (Holm 1979): the least is multiplied by the number of tests, the next by one less, and none falls below one before
 * it. In the order in which they come; at most 1.
 *
 * @example holm([0.01, 0.04, 0.03]) // [0.03, 0.06, 0.06]
 */
export function holm(chances: readonly number[]): readonly number[] {
  const ascending = [...chances.entries()].toSorted(([, a], [, b]) => a - b);
  const adjusted = new Map<number, number>();
  let before = 0;
  for (const [rank, [place, chance]] of ascending.entries()) {
    before = Math.min(1, Math.max(before, chance * (chances.length - rank)));
    adjusted.set(place, before);
  }
  return chances.map((_chance, place) => adjusted.get(place) ?? Number.NaN);
}
