import { type Progress, silentProgress } from "../../domain/progress.ts";
import { balancedWeights } from "../../learning/balanced-weights.ts";
import type { CheckpointFile } from "../../learning/checkpoint.ts";
import { type Architecture, type Learnt, learnClassifier } from "../../learning/classifier.ts";
import type { Recipe } from "../../learning/fit.ts";
import { logLossOf } from "../../learning/log-loss-of.ts";
import type { LearnTask, Predictor } from "./learner.ts";

export interface SideLearning<Example> {
  readonly architecture: Architecture<Example>;
  /** Of the judgement at a place. */
  readonly exampleOf: (place: number) => Example;
  readonly recipe: Omit<Recipe, "seed">;
  readonly threads: number;
  /** Where its state is kept, so that it goes on where it was; left out: nowhere. */
  readonly checkpoint?: CheckpointFile;
  /** Left out: it tells nothing, being one of many. */
  readonly progress?: Progress;
}

/** What was learnt, with the weights that it came to. */
export type LearntOnSides = Predictor & Pick<Learnt<unknown>, "parameters" | "fitted">;

/** How much rare classes count for more, from 0 to 1. */
export const balance = 0.5;

/** Learns from one side until the log loss of the validation side no longer falls. */
export async function learntOnSides<Example>(
  { pairs, sides, seed, signal }: LearnTask,
  { architecture, exampleOf, recipe, threads, checkpoint, progress }: SideLearning<Example>,
): Promise<LearntOnSides> {
  const labelsOf = (places: readonly number[]): readonly number[] =>
    places.map((place) => pairs[place]?.label ?? 0);
  const { learn, validation } = sides;
  const targets = labelsOf(learn);
  const weights = balancedWeights(targets, balance);
  const held = { examples: validation.map(exampleOf), labels: labelsOf(validation) };
  const learnt = await learnClassifier({
    architecture,
    examples: learn.map((place, at) => ({
      ...{ example: exampleOf(place), target: targets[at] ?? 0, weight: weights[at] ?? 1 },
    })),
    recipe: { ...recipe, seed },
    validate: async (classifier) =>
      -logLossOf(await classifier.probabilities(held.examples), held.labels),
    ...{ threads, signal, progress: progress ?? silentProgress },
    ...(checkpoint !== undefined && { checkpoint }),
  });
  const { parameters, fitted } = learnt;
  return {
    ...{ parameters, fitted },
    probabilities: (places) => learnt.probabilities(places.map(exampleOf)),
    [Symbol.asyncDispose]: () => learnt[Symbol.asyncDispose](),
  };
}
