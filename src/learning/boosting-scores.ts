import type { BoostingLoss } from "./boosting-loss.ts";
import type { Examples } from "./examples.ts";
import type { GrownTree } from "./grow-tree.ts";
import type { Slopes } from "./histogram.ts";
import { treeValue } from "./tree.ts";

/** Derivatives of the loss of some examples by the score that one asks for. */
export function derivatives(
  drawn: Uint32Array,
  scores: readonly Float64Array[],
  { targets, weights }: Examples,
  loss: BoostingLoss,
): (output: number) => Pick<Slopes, "slopes" | "curvatures"> {
  const outputs = scores.length;
  const all = {
    slopes: new Float64Array(outputs * drawn.length),
    curvatures: new Float64Array(outputs * drawn.length),
  };
  const [own, slopes, curvatures] = [
    new Float64Array(outputs),
    new Float64Array(outputs),
    new Float64Array(outputs),
  ];
  for (let at = 0; at < drawn.length; at++) {
    const example = drawn[at] ?? 0;
    for (let output = 0; output < outputs; output++) own[output] = scores[output]?.[example] ?? 0;
    loss.derive(own, targets[example] ?? 0, slopes, curvatures);
    const weight = weights?.[example] ?? 1;
    for (let output = 0; output < outputs; output++) {
      const place = output * drawn.length + at;
      all.slopes[place] = weight * (slopes[output] ?? 0);
      all.curvatures[place] = weight * (curvatures[output] ?? 0);
    }
  }
  return (output) => {
    const [from, to] = [output * drawn.length, (output + 1) * drawn.length];
    return { slopes: all.slopes.subarray(from, to), curvatures: all.curvatures.subarray(from, to) };
  };
}

/** Adds to the scores of all rows what a tree says: of those it was grown of the leaf is known. */
export function addTree(
  scores: Float64Array,
  { tree, leaves }: GrownTree,
  ordered: Uint32Array,
  rows: readonly Float64Array[],
): void {
  const isLeft = new Uint8Array(scores.length).fill(1);
  for (const { value, from, to } of leaves) {
    for (let at = from; at < to; at++) {
      const example = ordered[at] ?? 0;
      scores[example] = (scores[example] ?? 0) + value;
      isLeft[example] = 0;
    }
  }
  if (ordered.length === scores.length) return;
  for (const [example, row] of rows.entries()) {
    if (isLeft[example] === 1) scores[example] = (scores[example] ?? 0) + treeValue(tree, row);
  }
}
