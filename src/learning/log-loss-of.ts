/** The mean over rows of −log of what the true class was given. A probability of 0 counts as 1e-15. */
export const logLossOf = (
  probabilities: readonly Float64Array[],
  labels: readonly number[],
): number =>
  probabilities.reduce(
    (sum, row, place) => sum - Math.log(Math.max(row[labels[place] ?? -1] ?? 0, 1e-15)),
    0,
  ) / probabilities.length;
