import { silentProgress } from "../../domain/progress.ts";
import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import { balancedWeights } from "../../learning/balanced-weights.ts";
import { type Classifier, learnClassifier } from "../../learning/classifier.ts";
import type { Recipe } from "../../learning/fit.ts";
import { logLossOf } from "../../learning/log-loss-of.ts";
import { type ExampleVectors, vectorHead } from "../models/vector-head.ts";
import type { Learner } from "./learner.ts";

export interface FixedLearnerOptions {
  readonly id: string;
  /** The texts of the judgement at a place: one for all together, or one of each side. */
  readonly textsOf: (place: number) => readonly [string] | readonly [string, string];
  /** Of all these texts, by a frozen encoder. */
  readonly vectors: Vectors;
  readonly threads: number;
}

/** How much rare classes count for more, from 0 to 1. */
const balance = 0.5;

const recipe: Omit<Recipe, "seed"> = {
  ...{ epochs: 40, batchSize: 64, patience: 4, weightDecay: 0.01, clipNorm: 1 },
  rate: { peak: 1e-3, warmUpShare: 0.05 },
};

/** Larger sets learn in larger batches, so that an epoch stays a few hundred steps. */
const stepsPerEpoch = 200;

/** The fixed regime: a head on the vectors of an encoder that learns nothing. */
export const fixedLearner = ({ id, textsOf, vectors, threads }: FixedLearnerOptions): Learner => ({
  id,
  async learn({ pairs, classes, sides, seed, signal }) {
    const exampleOf = (place: number): ExampleVectors => {
      const [first, second] = textsOf(place);
      const one = vectorOf(first, vectors);
      return second === undefined ? [one] : [one, vectorOf(second, vectors)];
    };
    const labelsOf = (places: readonly number[]): readonly number[] =>
      places.map((place) => pairs[place]?.label ?? 0);
    const probabilitiesOf = (
      classifier: Classifier<ExampleVectors>,
      places: readonly number[],
    ): Promise<readonly Float64Array[]> => classifier.probabilities(places.map(exampleOf));
    const { learn, validation } = sides;
    const weights = balancedWeights(labelsOf(learn), balance);
    const [first] = learn;
    const example = first === undefined ? [] : exampleOf(first);
    const learnt = await learnClassifier({
      architecture: vectorHead({
        ...{ name: id, classes, seed, size: example[0]?.length ?? 0 },
        sides: example.length === 2 ? 2 : 1,
      }),
      examples: learn.map((place, at) => ({
        ...{ example: exampleOf(place), target: pairs[place]?.label ?? 0 },
        weight: weights[at] ?? 1,
      })),
      recipe: {
        ...recipe,
        seed,
        batchSize: Math.max(recipe.batchSize, Math.ceil(learn.length / stepsPerEpoch)),
      },
      validate: async (classifier) =>
        -logLossOf(await probabilitiesOf(classifier, validation), labelsOf(validation)),
      ...{ threads, signal, progress: silentProgress },
    });
    return {
      probabilities: (places) => probabilitiesOf(learnt, places),
      [Symbol.asyncDispose]: () => learnt[Symbol.asyncDispose](),
    };
  },
});
