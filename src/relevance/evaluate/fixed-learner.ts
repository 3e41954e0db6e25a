import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import type { Recipe } from "../../learning/fit.ts";
import { type ExampleVectors, vectorHead } from "../models/vector-head.ts";
import type { Learner } from "./learner.ts";
import { learntOnSides } from "./learnt-on-sides.ts";

export interface FixedLearnerOptions {
  readonly id: string;
  /** The texts of the judgement at a place: one for all together, or one of each side. */
  readonly textsOf: (place: number) => readonly [string] | readonly [string, string];
  /** Of all these texts, by a frozen encoder. */
  readonly vectors: Vectors;
  readonly threads: number;
}

const recipe: Omit<Recipe, "seed"> = {
  ...{ epochs: 40, batchSize: 64, patience: 4, weightDecay: 0.01, clipNorm: 1 },
  rate: { peak: 1e-3, warmUpShare: 0.05 },
};

/** Larger sets learn in larger batches, so that an epoch stays a few hundred steps. */
const stepsPerEpoch = 200;

/** The fixed regime: a head on the vectors of an encoder that learns nothing. */
export const fixedLearner = ({ id, textsOf, vectors, threads }: FixedLearnerOptions): Learner => ({
  id,
  learn(task) {
    const { classes, sides, seed } = task;
    const exampleOf = (place: number): ExampleVectors => {
      const [first, second] = textsOf(place);
      const one = vectorOf(first, vectors);
      return second === undefined ? [one] : [one, vectorOf(second, vectors)];
    };
    const { learn } = sides;
    const [first] = learn;
    const example = first === undefined ? [] : exampleOf(first);
    return learntOnSides(task, {
      architecture: vectorHead({
        ...{ name: id, classes, seed, size: example[0]?.length ?? 0 },
        sides: example.length === 2 ? 2 : 1,
      }),
      exampleOf,
      recipe: {
        ...recipe,
        batchSize: Math.max(recipe.batchSize, Math.ceil(learn.length / stepsPerEpoch)),
      },
      threads,
    });
  },
});
