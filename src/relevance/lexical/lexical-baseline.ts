import { predictBoosted } from "../../learning/boosted-trees.ts";
import { chooseBoostedTrees } from "../../learning/choose-boosted-trees.ts";
import type { BoostedTreesOptions } from "../../learning/fit-boosted-trees.ts";
import type { JudgedWords } from "./judged-words.ts";
import { fitLexicalFeatures } from "./lexical-features.ts";

export interface LexicalExample extends JudgedWords {
  /** The place of its class among the classes. */
  readonly label: number;
  /** Queries that say nearly the same share it. */
  readonly group: string;
  /** Numbers from elsewhere, in the order of their names; default: none. */
  readonly further?: readonly number[];
}

export interface LexicalBaselineOptions {
  readonly classes: number;
  readonly seed: number;
  /** Names of further columns, such as an encoder's cosine. Default: none. */
  readonly further?: readonly string[];
  /** Of trees, of which folds choose one; default: few leaves, and more. */
  readonly tried?: readonly Omit<BoostedTreesOptions, "classes" | "seed">[];
}

export interface LexicalBaseline {
  /** The probability of each class. */
  probabilitiesOf(pair: JudgedWords, further?: readonly number[]): Float64Array;
  /** Of each training example, what trees say that learnt nothing of its group. */
  readonly held: readonly Float64Array[];
  /** What the folds chose. */
  readonly settings: BoostedTreesOptions;
}

const common = { rounds: 600, learningRate: 0.05, penalty: 5, exampleShare: 0.7, columnShare: 0.4 };

const usualSettings = [
  { ...common, mostLeaves: 6, leastExamples: 20 },
  { ...common, mostLeaves: 16, leastExamples: 40 },
];

/**
 * How well a product fits a query by words alone: boosted trees over lexical features. All that is chosen or
 * counted is so on the training examples.
 */
export function fitLexicalBaseline(
  training: readonly LexicalExample[],
  { classes, seed, further = [], tried = usualSettings }: LexicalBaselineOptions,
): LexicalBaseline {
  const features = fitLexicalFeatures(training, further);
  const { model, settings, held } = chooseBoostedTrees(
    {
      rows: training.map((example) => features.rowOf(example, example.further)),
      targets: training.map(({ label }) => label),
    },
    training.map(({ group }) => group),
    tried.map((one) => ({ ...one, classes, seed })),
    { seed },
  );
  return {
    probabilitiesOf: (pair, numbers) => predictBoosted(model, features.rowOf(pair, numbers)),
    held,
    settings,
  };
}
