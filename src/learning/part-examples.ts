import type { Split } from "./best-split.ts";
import type { Slopes } from "./histogram.ts";
import { type BinnedColumns, missingBin } from "./quantile-bins.ts";

/** Puts the first child's examples before the second's, each in their order, and tells where these start. */
export function partExamples(
  { examples, slopes, curvatures }: Slopes,
  from: number,
  to: number,
  { bins, cuts }: BinnedColumns,
  { column, bin, missing }: Split,
): number {
  const own = bins[column] ?? new Uint8Array();
  const absent = missingBin(cuts[column] ?? new Float64Array());
  const later = {
    examples: new Uint32Array(to - from),
    slopes: new Float64Array(to - from),
    curvatures: new Float64Array(to - from),
  };
  let middle = from;
  let count = 0;
  for (let at = from; at < to; at++) {
    const example = examples[at] ?? 0;
    const found = own[example] ?? 0;
    const isFirst = found === absent ? missing === 0 : found <= bin;
    if (isFirst) {
      examples[middle] = example;
      slopes[middle] = slopes[at] ?? 0;
      curvatures[middle] = curvatures[at] ?? 0;
      middle += 1;
    } else {
      later.examples[count] = example;
      later.slopes[count] = slopes[at] ?? 0;
      later.curvatures[count] = curvatures[at] ?? 0;
      count += 1;
    }
  }
  examples.set(later.examples.subarray(0, count), middle);
  slopes.set(later.slopes.subarray(0, count), middle);
  curvatures.set(later.curvatures.subarray(0, count), middle);
  return middle;
}
