/** Columns of numbers as columns of small whole numbers. */
export interface BinnedColumns {
  /** Of each column, a bin per row. */
  readonly bins: readonly Uint8Array[];
  /** Of each column, as `quantileCuts` gives them. */
  readonly cuts: readonly Float64Array[];
}

/**
 * Cuts between values, ascending, so that bins hold about as many values each. Equal values share a bin; one
 * that is more than its share leaves the rest to the others. NaN, a value that is not known, does not count.
 *
 * @param mostBins 2 to 255
 * @throws RangeError where a value is infinite
 * @example quantileCuts(Float64Array.of(1, 1, 2, 8), 2) // [1.5]
 */
export function quantileCuts(values: Float64Array, mostBins: number): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  const [least = 0, greatest = 0] = [known[0], known.at(-1)];
  if (!Number.isFinite(least) || !Number.isFinite(greatest)) {
    throw new RangeError(`values from ${least} to ${greatest}`);
  }
  let distinct = 0;
  for (let at = 0; at < known.length; at++) if (known[at] !== known[at + 1]) distinct += 1;
  const cuts: number[] = [];
  let binStart = 0;
  for (let at = 0; at < known.length; at++) {
    const [value = 0, next] = [known[at], known[at + 1]];
    if (next === value) continue;
    distinct -= 1;
    const binsLeft = mostBins - cuts.length;
    if (next === undefined || binsLeft === 1) break;
    const share = (known.length - binStart) / binsLeft;
    if (at + 1 - binStart < share && distinct >= binsLeft) continue;
    cuts.push(between(value, next));
    binStart = at + 1;
  }
  return Float64Array.from(cuts);
}

/** At or above the one, below the other, however near they are. */
function between(value: number, next: number): number {
  const middle = value + (next - value) / 2;
  return middle < next ? middle : value;
}

/** How many cuts are below a value; of NaN one more than there are cuts. */
export function binOf(value: number, cuts: Float64Array): number {
  if (Number.isNaN(value)) return missingBin(cuts);
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((cuts[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Of values that are not known. */
export const missingBin = (cuts: Float64Array): number => cuts.length + 1;

/**
 * Rows as columns of bins.
 * @throws RangeError where a value is infinite
 */
export function binnedColumns(rows: readonly Float64Array[], mostBins: number): BinnedColumns {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => {
    const values = new Float64Array(rows.length);
    for (let at = 0; at < values.length; at++) values[at] = rows[at]?.[column] ?? Number.NaN;
    const cuts = quantileCuts(values, mostBins);
    const bins = new Uint8Array(rows.length);
    for (let at = 0; at < bins.length; at++) bins[at] = binOf(values[at] ?? Number.NaN, cuts);
    return { cuts, bins };
  });
  return { bins: columns.map(({ bins }) => bins), cuts: columns.map(({ cuts }) => cuts) };
}
