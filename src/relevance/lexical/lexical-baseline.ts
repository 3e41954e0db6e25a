import type { BoostedTrees } from "../../learning/boosted-trees.ts";
import type { FitTrees } from "../../learning/boosting-threads.ts";
import { chooseBoostedTrees } from "../../learning/choose-boosted-trees.ts";
import type { Examples } from "../../learning/examples.ts";
import type { BoostedTreesOptions } from "../../learning/fit-boosted-trees.ts";

export interface LexicalTraining extends Examples {
  /** Of each example: queries that say nearly the same share it. */
  readonly groups: readonly string[];
}

export interface LexicalBaselineOptions {
  readonly classes: number;
  readonly seed: number;
  readonly fit: FitTrees;
  /** Of trees, of which folds choose one; default: few leaves, and more. */
  readonly tried?: readonly Omit<BoostedTreesOptions, "classes" | "seed">[];
  /** What an earlier one chose, under another seed; left out: chosen anew. */
  readonly chosen?: BoostedTreesOptions | undefined;
}

const common = { rounds: 600, learningRate: 0.05, penalty: 5, exampleShare: 0.7, columnShare: 0.4 };

const usualSettings = [
  { ...common, mostLeaves: 6, leastExamples: 20 },
  { ...common, mostLeaves: 16, leastExamples: 40 },
];

/** How well a product fits a query by words alone: boosted trees over rows of lexical features, with settings that folds of the examples choose. */
export async function fitLexicalBaseline(
  { groups, ...examples }: LexicalTraining,
  { classes, seed, fit, tried = usualSettings, chosen }: LexicalBaselineOptions,
): Promise<{ readonly model: BoostedTrees; readonly settings: BoostedTreesOptions }> {
  if (chosen !== undefined) {
    return { model: await fit(examples, { ...chosen, seed }), settings: chosen };
  }
  const options = tried.map((one) => ({ ...one, classes, seed }));
  const { model, settings } = await chooseBoostedTrees(examples, groups, options, { seed, fit });
  return { model, settings };
}
