import { type BinnedColumns, missingBin } from "./quantile-bins.ts";

/** Three numbers of each bin: the sum of slopes, the sum of curvatures, the number of examples. */
export const numbersPerBin = 3;

/** Where each column's bins start in a histogram; the last is its length. */
export function histogramStarts({ cuts }: BinnedColumns): Uint32Array<ArrayBuffer> {
  const starts = new Uint32Array(cuts.length + 1);
  for (const [column, own] of cuts.entries()) {
    starts[column + 1] = (starts[column] ?? 0) + numbersPerBin * (missingBin(own) + 1);
  }
  return starts;
}

/** Some examples, in an order, with how each one's loss goes down as its score goes up. */
export interface Slopes {
  /** Numbers of rows. */
  readonly examples: Uint32Array;
  /** First and second derivatives of the loss by the score, in the order of `examples`. */
  readonly slopes: Float64Array;
  readonly curvatures: Float64Array;
}

/** Sums the examples at places from … to − 1 by the bins of the columns that are wanted. */
export function fillHistogram(
  histogram: Float64Array,
  { bins }: BinnedColumns,
  starts: Uint32Array,
  wanted: readonly number[],
  own: Slopes,
  from: number,
  to: number,
): void {
  histogram.fill(0);
  for (const column of wanted) {
    addColumn(histogram, starts[column] ?? 0, bins[column] ?? new Uint8Array(), own, from, to);
  }
}

/** Apart from the loop over columns, where it takes twice as long. */
function addColumn(
  histogram: Float64Array,
  start: number,
  bins: Uint8Array,
  { examples, slopes, curvatures }: Slopes,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) {
    const place = start + numbersPerBin * (bins[examples[at] ?? 0] ?? 0);
    histogram[place] = (histogram[place] ?? 0) + (slopes[at] ?? 0);
    histogram[place + 1] = (histogram[place + 1] ?? 0) + (curvatures[at] ?? 0);
    histogram[place + 2] = (histogram[place + 2] ?? 0) + 1;
  }
}

/** Leaves in `whole` what is not in `part`: the histogram of a child, where its sibling's is known. */
export function takeAway(whole: Float64Array, part: Float64Array): void {
  for (let at = 0; at < whole.length; at++) whole[at] = (whole[at] ?? 0) - (part[at] ?? 0);
}
