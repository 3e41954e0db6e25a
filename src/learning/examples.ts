/** What a learner learns from. */
export interface Examples {
  /** One row per example, all of one length. */
  readonly rows: readonly Float64Array[];
  /** One per example: the number of its class, from 0, or a value. */
  readonly targets: ArrayLike<number>;
  /** How often each example counts, above 0; default: once. */
  readonly weights?: ArrayLike<number>;
}

/**
 * @param classes how many there are; without: targets are values
 * @throws RangeError unless there is an example, each with a row of one length, a target and, where there are any, a weight
 */
export function checkExamples({ rows, targets, weights }: Examples, classes?: number): void {
  if (rows.length === 0 || rows.length !== targets.length) {
    throw new RangeError(`${rows.length} rows and ${targets.length} targets`);
  }
  if (weights !== undefined && weights.length !== rows.length) {
    throw new RangeError(`${rows.length} rows and ${weights.length} weights`);
  }
  const width = rows[0]?.length ?? 0;
  for (const [at, row] of rows.entries()) {
    if (row.length !== width)
      throw new RangeError(`row ${at} has ${row.length} of ${width} values`);
    const target = targets[at] ?? Number.NaN;
    const isTarget =
      classes === undefined
        ? Number.isFinite(target)
        : Number.isInteger(target) && target >= 0 && target < classes;
    if (!isTarget) throw new RangeError(`target ${at} is ${target}`);
    const weight = weights?.[at] ?? 1;
    if (!(weight > 0 && weight < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`weight ${at} is ${weight}`);
    }
  }
}
