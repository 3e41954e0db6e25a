import { type Random, seededRandom } from "../statistics/random.ts";
import { addTrees, type BoostedTrees } from "./boosted-trees.ts";
import { type BoostingLoss, boostingLossOf } from "./boosting-loss.ts";
import { addTree, derivatives } from "./boosting-scores.ts";
import { checkExamples, type Examples } from "./examples.ts";
import { treeGrower } from "./grow-tree.ts";
import { binnedColumns } from "./quantile-bins.ts";
import type { Tree } from "./tree.ts";

export interface BoostedTreesOptions {
  /** Targets are classes 0 … classes − 1, learnt by softmax; without: values, learnt by squared error. */
  readonly classes?: number;
  readonly seed: number;
  /** Each has one tree per class. Default 100. */
  readonly rounds?: number;
  /** Default 0.1. */
  readonly learningRate?: number;
  /** Default 31. */
  readonly mostLeaves?: number;
  /** Default: as deep as leaves allow. */
  readonly mostDepth?: number;
  /** What half the square of a leaf's value costs. Default 1. */
  readonly penalty?: number;
  /** In a leaf. Default 20. */
  readonly leastExamples?: number;
  /** In a leaf, the least sum of second derivatives of the loss. Default 1e-3. */
  readonly leastCurvature?: number;
  /** Half of this is what a split must lessen the loss by. Default 0. */
  readonly leastGain?: number;
  /** Into which the values of a column are parted, up to 255. Default 255. */
  readonly mostBins?: number;
  /** Of the examples, drawn anew in each round, at least one. Default 1. */
  readonly exampleShare?: number;
  /** Of the columns, drawn anew for each tree, at least one. Default 1. */
  readonly columnShare?: number;
  /** It ends when the loss of these examples had no new least for `patience` rounds, and goes back to the least. */
  readonly validation?: { readonly examples: Examples; readonly patience: number };
}

/**
 * Gradient-boosted trees over histograms, by second derivatives (Friedman 2001, "Greedy function
 * approximation"; Chen and Guestrin 2016, "XGBoost"; Ke and others 2017, "LightGBM"). A value that is not
 * known is NaN; each split has learnt where it goes. The same for the same seed, to the last bit.
 *
 * @throws RangeError for examples that `checkExamples` refuses, and for infinite values
 */
export function fitBoostedTrees(examples: Examples, options: BoostedTreesOptions): BoostedTrees {
  const { classes, seed, rounds = 100, exampleShare = 1, columnShare = 1, validation } = options;
  checkExamples(examples, classes);
  const loss = boostingLossOf(classes);
  const starts = loss.starts(examples);
  const scores = [...starts].map((start) => new Float64Array(examples.rows.length).fill(start));
  const watched = validation && watch(validation.examples, starts, loss, classes);
  const binned = binnedColumns(examples.rows, options.mostBins ?? 255);
  const grow = treeGrower(binned, {
    mostLeaves: options.mostLeaves ?? 31,
    mostDepth: options.mostDepth ?? Number.POSITIVE_INFINITY,
    penalty: options.penalty ?? 1,
    leastExamples: options.leastExamples ?? 20,
    leastCurvature: options.leastCurvature ?? 1e-3,
    leastGain: options.leastGain ?? 0,
  });
  const grown: (readonly Tree[])[] = [];
  let best = { rounds, loss: Number.POSITIVE_INFINITY };
  for (let round = 0; round < rounds; round++) {
    const random = seededRandom(seed, round);
    const drawn = drawnPlaces(examples.rows.length, exampleShare, random);
    const derived = derivatives(drawn, scores, examples, loss);
    const trees = scores.map((own, output) => {
      const slopes = { examples: drawn.slice(), ...derived(output) };
      const columns = [...drawnPlaces(binned.cuts.length, columnShare, random)];
      const one = grow(slopes, columns, options.learningRate ?? 0.1);
      addTree(own, one, slopes.examples, examples.rows);
      return one.tree;
    });
    grown.push(trees);
    if (watched === undefined) continue;
    const after = watched(trees);
    if (after < best.loss) best = { rounds: round + 1, loss: after };
    if (round + 1 - best.rounds >= (validation?.patience ?? 0)) break;
  }
  return { classes: classes ?? null, starts: [...starts], rounds: grown.slice(0, best.rounds) };
}

/** Some of 0 … count − 1, ascending: each equally likely, as many as their share (Knuth, algorithm 3.4.2 S). */
function drawnPlaces(count: number, share: number, random: Random): Uint32Array<ArrayBuffer> {
  let wanted = Math.max(1, Math.round(share * count));
  return Uint32Array.from({ length: count }, (_, place) => place).filter((place) => {
    const isDrawn = random.chance(wanted / (count - place));
    if (isDrawn) wanted -= 1;
    return isDrawn;
  });
}

/** Tells after each round the mean loss of examples that nothing is learnt from. */
function watch(
  examples: Examples,
  starts: Float64Array,
  loss: BoostingLoss,
  classes: number | undefined,
): (trees: readonly Tree[]) => number {
  checkExamples(examples, classes);
  const { rows, targets, weights } = examples;
  const scores = rows.map(() => starts.slice());
  return (trees) => {
    let [sum, all] = [0, 0];
    for (const [at, row] of rows.entries()) {
      const own = scores[at] ?? starts;
      addTrees(own, trees, row);
      const weight = weights?.[at] ?? 1;
      sum += weight * loss.of(own, targets[at] ?? 0);
      all += weight;
    }
    return sum / all;
  };
}
