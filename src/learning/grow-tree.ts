import { bestSplit, type NodeSums, type Split, type SplitLimits } from "./best-split.ts";
import { fillHistogram, histogramStarts, type Slopes, takeAway } from "./histogram.ts";
import { partExamples } from "./part-examples.ts";
import type { BinnedColumns } from "./quantile-bins.ts";
import type { Tree } from "./tree.ts";

export interface GrowingLimits extends SplitLimits {
  readonly mostLeaves: number;
  /** Splits between the root and a leaf. */
  readonly mostDepth: number;
}

/** A leaf and the places of its examples, from … to − 1. */
export interface GrownLeaf {
  readonly value: number;
  readonly from: number;
  readonly to: number;
}

export interface GrownTree {
  readonly tree: Tree;
  readonly leaves: readonly GrownLeaf[];
}

/** A node that is a leaf so far. */
interface OpenNode {
  readonly node: number;
  readonly depth: number;
  readonly from: number;
  readonly to: number;
  readonly sums: NodeSums;
  readonly histogram: Float64Array | undefined;
  readonly split: Split | undefined;
}

/**
 * Grows trees of the same examples, each leaf by leaf: always the split that gains most (Shi 2007, "Best-first
 * decision tree learning"). Of two siblings only the smaller one is summed; the other is what is left.
 */
export function treeGrower(binned: BinnedColumns, limits: GrowingLimits) {
  const starts = histogramStarts(binned);
  const spare: Float64Array[] = [];
  const emptyHistogram = () => spare.pop() ?? new Float64Array(starts.at(-1) ?? 0);
  const release = (histogram: Float64Array | undefined): void => {
    if (histogram !== undefined) spare.push(histogram);
  };

  /**
   * @param own is put in the order of the leaves
   * @param wanted columns that may be split, ascending
   * @param rate by which the best value of each leaf is multiplied
   */
  return function grow(own: Slopes, wanted: readonly number[], rate: number): GrownTree {
    const tree = { children: [0], columns: [0], cuts: [0], missing: [0], values: [0] };
    const looked = (
      place: Omit<OpenNode, "split" | "histogram">,
      histogram: Float64Array,
    ): OpenNode => {
      const split =
        place.depth < limits.mostDepth
          ? bestSplit(histogram, starts, binned, wanted, place.sums, limits)
          : undefined;
      if (split !== undefined) return { ...place, histogram, split };
      release(histogram);
      return { ...place, histogram: undefined, split };
    };
    const summed = (from: number, to: number): Float64Array => {
      const histogram = emptyHistogram();
      fillHistogram(histogram, binned, starts, wanted, own, from, to);
      return histogram;
    };
    const size = own.examples.length;
    const root = { node: 0, depth: 0, from: 0, to: size, sums: sumsOf(own) };
    let open: readonly OpenNode[] = [looked(root, summed(0, size))];
    while (open.length < limits.mostLeaves) {
      const next = open.reduce((best, node) => (gainOf(node) > gainOf(best) ? node : best));
      const { split, histogram } = next;
      if (split === undefined || histogram === undefined) break;
      const middle = partExamples(own, next.from, next.to, binned, split);
      const child = tree.children.length;
      tree.children[next.node] = child;
      tree.columns[next.node] = split.column;
      tree.cuts[next.node] = cutOf(binned, split);
      tree.missing[next.node] = split.missing;
      for (const column of Object.values(tree)) column.push(0, 0);
      const depth = next.depth + 1;
      const first = { node: child, depth, from: next.from, to: middle, sums: split.first };
      const second = { node: child + 1, depth, from: middle, to: next.to, sums: split.second };
      const rest = open.filter((node) => node !== next);
      const mayPart = [first, second].some(
        ({ sums }) => depth < limits.mostDepth && sums.count >= 2 * limits.leastExamples,
      );
      if (!mayPart || open.length + 1 >= limits.mostLeaves) {
        release(histogram);
        const closed = { histogram: undefined, split: undefined };
        open = [...rest, { ...first, ...closed }, { ...second, ...closed }];
        continue;
      }
      const [small, large] =
        split.first.count <= split.second.count ? [first, second] : [second, first];
      const smallHistogram = summed(small.from, small.to);
      takeAway(histogram, smallHistogram);
      open = [...rest, looked(small, smallHistogram), looked(large, histogram)];
    }
    const leaves = open.map(({ node, from, to, sums, histogram }) => {
      release(histogram);
      const value = (-rate * sums.slope) / (sums.curvature + limits.penalty);
      tree.values[node] = value;
      return { value, from, to };
    });
    return { tree, leaves };
  };
}

const gainOf = ({ split }: OpenNode): number => split?.gain ?? Number.NEGATIVE_INFINITY;

function sumsOf({ slopes, curvatures }: Slopes): NodeSums {
  let [slope, curvature] = [0, 0];
  for (let at = 0; at < slopes.length; at++) {
    slope += slopes[at] ?? 0;
    curvature += curvatures[at] ?? 0;
  }
  return { slope, curvature, count: slopes.length };
}

/** As a value: beyond the last cut, whatever is known. */
const cutOf = ({ cuts }: BinnedColumns, { column, bin }: Split): number =>
  cuts[column]?.[bin] ?? Number.MAX_VALUE;
