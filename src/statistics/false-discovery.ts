/**
 * How many of the least likely of many findings hold, so that of those that are said to hold only a share of `rate` is by
 * chance (Benjamini and Hochberg 1995). Milder than to divide the rate by the number of tests, which keeps even one
 * false finding away and loses most of the true ones where thousands of things are tested.
 *
 * @param logChances natural logarithms of one-sided chances, ascending
 * @param tests how many were tested in all: those that are not given were not likely to hold
 */
export function discoveries(logChances: readonly number[], tests: number, rate: number): number {
  const held = logChances.findLastIndex(
    (chance, index) => chance <= Math.log((rate * (index + 1)) / tests),
  );
  return held + 1;
}
