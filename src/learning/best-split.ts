import { numbersPerBin } from "./histogram.ts";
import type { BinnedColumns } from "./quantile-bins.ts";

/** Sums over the examples of a node. */
export interface NodeSums {
  readonly slope: number;
  readonly curvature: number;
  readonly count: number;
}

/** A node parted in two: bins up to `bin` go to the first child. */
export interface Split {
  readonly column: number;
  readonly bin: number;
  /** Which child, 0 or 1, has the values that are not known. */
  readonly missing: 0 | 1;
  readonly gain: number;
  readonly first: NodeSums;
  readonly second: NodeSums;
}

export interface SplitLimits {
  /** Half of what the square of a leaf's value costs. */
  readonly penalty: number;
  /** The least sum of curvatures in a child. */
  readonly leastCurvature: number;
  /** The least number of examples in a child. */
  readonly leastExamples: number;
  /** A split gains more than this. */
  readonly leastGain: number;
}

/** How far the loss goes down, twice, when a node's examples get the best value for all of them. */
const worth = (slope: number, curvature: number, penalty: number): number =>
  (slope * slope) / (curvature + penalty);

/**
 * The split of a node after which the second-order view of the loss is least (Chen and Guestrin 2016,
 * "XGBoost", equation 7, twice that figure). Values that are not known are tried on both sides; where the
 * node has none of a column they go with the greater child. Of equal splits the first is taken.
 */
export function bestSplit(
  histogram: Float64Array,
  starts: Uint32Array,
  { cuts }: BinnedColumns,
  wanted: readonly number[],
  all: NodeSums,
  { penalty, leastCurvature, leastExamples, leastGain }: SplitLimits,
): Split | undefined {
  const before = worth(all.slope, all.curvature, penalty);
  let best: Split | undefined;
  let most = leastGain;
  for (const column of wanted) {
    const start = starts[column] ?? 0;
    const last = (cuts[column] ?? new Float64Array()).length;
    const absent = start + numbersPerBin * (last + 1);
    const missingCount = histogram[absent + 2] ?? 0;
    // With what is not known in the first child, then in the second.
    for (let missing = missingCount > 0 ? 0 : 1; missing <= 1; missing++) {
      let slope = missing === 0 ? (histogram[absent] ?? 0) : 0;
      let curvature = missing === 0 ? (histogram[absent + 1] ?? 0) : 0;
      let count = missing === 0 ? missingCount : 0;
      // The last bin parts what is known from what is not.
      const end = missing === 1 && missingCount > 0 ? last : last - 1;
      for (let bin = 0; bin <= end; bin++) {
        const place = start + numbersPerBin * bin;
        slope += histogram[place] ?? 0;
        curvature += histogram[place + 1] ?? 0;
        count += histogram[place + 2] ?? 0;
        if (count < leastExamples || curvature < leastCurvature) continue;
        if (all.count - count < leastExamples) break;
        if (all.curvature - curvature < leastCurvature) break;
        const gain =
          worth(slope, curvature, penalty) +
          worth(all.slope - slope, all.curvature - curvature, penalty) -
          before;
        if (!(gain > most)) continue;
        most = gain;
        const first = { slope, curvature, count };
        const second = {
          slope: all.slope - slope,
          curvature: all.curvature - curvature,
          count: all.count - count,
        };
        const side = missingCount > 0 ? missing : first.count >= second.count ? 0 : 1;
        best = { column, bin, missing: side === 0 ? 0 : 1, gain, first, second };
      }
    }
  }
  return best;
}
