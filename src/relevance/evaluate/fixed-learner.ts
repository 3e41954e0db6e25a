import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import type { Recipe } from "../../learning/fit.ts";
import { type ExampleVectors, vectorHead } from "../models/vector-head.ts";
import type { Learner } from "./learner.ts";
import { learntOnSides } from "./learnt-on-sides.ts";

export interface FixedLearnerOptions {
  readonly id: string;
  /** Of each group of texts their number: 1 stands for itself, 2 are compared with each other. */
  readonly groups: readonly (1 | 2)[];
  /** The texts of the judgement at a place, group by group. */
  readonly textsOf: (place: number) => readonly string[];
  /** Of all these texts, by a frozen encoder. */
  readonly vectors: Vectors;
  readonly threads: number;
}

const recipe: Omit<Recipe, "seed"> = {
  ...{ epochs: 40, batchSize: 64, patience: 4, weightDecay: 0.01, clipNorm: 1 },
  rate: { peak: 1e-3, warmUpShare: 0.05 },
  // A log loss of 0.005: the right class is as good as certain, which only knowledge that is always right brings about.
  enough: -0.005,
};

/** Larger sets learn in larger batches, so that an epoch stays a few hundred steps. */
const stepsPerEpoch = 200;

/** The fixed regime: a head on the vectors of an encoder that learns nothing. */
export const fixedLearner = (options: FixedLearnerOptions): Learner => ({
  id: options.id,
  // So small a head gains nothing by a second thread.
  foldsAtOnce: options.threads,
  learn(task) {
    const { id, groups, textsOf, vectors } = options;
    const { classes, sides, seed } = task;
    const exampleOf = (place: number): ExampleVectors =>
      textsOf(place).map((text) => vectorOf(text, vectors));
    const { learn } = sides;
    const [first] = learn;
    const size = (first === undefined ? [] : exampleOf(first))[0]?.length ?? 0;
    return learntOnSides(task, {
      architecture: vectorHead({ name: id, groups, classes, seed, size }),
      exampleOf,
      recipe: {
        ...recipe,
        batchSize: Math.max(recipe.batchSize, Math.ceil(learn.length / stepsPerEpoch)),
      },
      threads: 1,
    });
  },
});
