/** Terms behind the first that are summed at most: each is smaller than the one before. */
const mostTerms = 1000;

/**
 * The natural logarithm of the chance that a Poisson variable with this mean is as great as `count` or greater. As a
 * logarithm, for chances are soon too small to be told from 0. Where `count` is not above the mean it is taken as 1: what
 * is no more than expected says nothing.
 *
 * @param count whole, 0 or more
 * @param mean above 0
 * @returns 0 or less
 */
export function logPoissonTail(count: number, mean: number): number {
  if (!(mean > 0)) throw new RangeError(`the mean must be above 0, got ${mean}`);
  if (count <= mean) return 0;
  let first = count * Math.log(mean) - mean;
  for (let factor = 2; factor <= count; factor++) first -= Math.log(factor);
  let sum = 1;
  let term = 1;
  for (let step = 1; step <= mostTerms && term > 1e-17; step++) {
    term *= mean / (count + step);
    sum += term;
  }
  return Math.min(0, first + Math.log(sum));
}
