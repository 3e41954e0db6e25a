/**
 * Shannon's entropy of counts over that of an even spread, 0 to 1. Zeros count as categories that
 * could have been met. 0 for fewer than two categories, and where nothing was counted.
 *
 * @example normalisedEntropy([2, 2]) // 1
 */
export function normalisedEntropy(counts: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (counts.length < 2 || total === 0) return 0;
  const entropy = counts.reduce((sum, count) => {
    const share = count / total;
    return count === 0 ? sum : sum - share * Math.log(share);
  }, 0);
  return Math.min(1, Math.max(0, entropy / Math.log(counts.length)));
}
