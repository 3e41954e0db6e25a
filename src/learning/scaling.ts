/** Brings columns to mean 0 and deviation 1; a value that is not known counts as the mean. */
export interface Scaling {
  readonly means: Float64Array;
  /** 0: the column does not count. */
  readonly inverseDeviations: Float64Array;
}

/**
 * The scaling of rows, NaN where a value is not known. A column that is as good as the same everywhere, or known
 * nowhere, does not count.
 *
 * @param used one per column: false leaves it out
 */
export function scalingOf(rows: readonly Float64Array[], used: readonly boolean[]): Scaling {
  const means = new Float64Array(used.length);
  const inverseDeviations = new Float64Array(used.length);
  for (let at = 0; at < used.length; at++) {
    if (used[at] !== true) continue;
    let known = 0;
    let sum = 0;
    let squares = 0;
    for (const row of rows) {
      const value = row[at] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      known += 1;
      sum += value;
      squares += value * value;
    }
    if (known === 0) continue;
    const mean = sum / known;
    const variance = squares / known - mean * mean;
    means[at] = mean;
    // A deviation of less than a millionth of the mean is lost among the digits of sum and squares.
    if (variance > 1e-12 * Math.max(1, mean * mean))
      inverseDeviations[at] = 1 / Math.sqrt(variance);
  }
  return { means, inverseDeviations };
}

export const scaled = (row: Float64Array, { means, inverseDeviations }: Scaling): Float64Array =>
  row.map((value, at) =>
    Number.isNaN(value) ? 0 : (value - (means[at] ?? 0)) * (inverseDeviations[at] ?? 0),
  );
