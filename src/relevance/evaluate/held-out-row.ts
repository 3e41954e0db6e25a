import type { Progress } from "../../domain/progress.ts";
import { decidedClass } from "../../learning/class-decision.ts";
import type { RelevanceRow, RelevanceRun } from "../comparison/relevance-row.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { Learner } from "./learner.ts";
import type { Sides } from "./sides.ts";
import { validatedDecision } from "./validated-decision.ts";

export interface HeldOutOptions {
  readonly pairs: readonly JudgedPair[];
  readonly classes: number;
  /** What it is worth to be of each class, for the scores of nDCG. */
  readonly gains: readonly number[];
  readonly folds: readonly Sides[];
  readonly seeds: readonly number[];
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * What a way to predict says of each judgement, learnt under each seed in the folds that don't evaluate it. Each row
 * chooses by the validation side how much a class's rarity counts for it, by the mean of macro and micro F1.
 */
export async function heldOutRow(learner: Learner, options: HeldOutOptions): Promise<RelevanceRow> {
  const { folds, seeds, progress } = options;
  const runs: RelevanceRun[] = [];
  progress.started(learner.id, "fits", seeds.length * folds.length);
  for (const seed of seeds) {
    const predicted = new Uint8Array(options.pairs.length);
    const scores = new Float64Array(options.pairs.length);
    for (const [fold, sides] of folds.entries()) {
      await predictFold(learner, sides, seed, { predicted, scores }, options);
      progress.progressed(runs.length * folds.length + fold + 1);
    }
    runs.push({ seed, predicted, scores });
  }
  progress.finished();
  return { id: learner.id, runs };
}

async function predictFold(
  learner: Learner,
  sides: Sides,
  seed: number,
  { predicted, scores }: { readonly predicted: Uint8Array; readonly scores: Float64Array },
  { pairs, classes, gains, signal }: HeldOutOptions,
): Promise<void> {
  signal.throwIfAborted();
  await using predictor = await learner.learn({ pairs, classes, sides, seed, signal });
  const held = await predictor.probabilities(sides.validation);
  const targets = sides.validation.map((place) => pairs[place]?.label ?? 0);
  const decision = validatedDecision(classes, held, targets);
  const found = await predictor.probabilities(sides.evaluated);
  for (const [at, place] of sides.evaluated.entries()) {
    const probabilities = found[at] ?? new Float64Array(classes);
    predicted[place] = decidedClass(probabilities, decision);
    scores[place] = probabilities.reduce((sum, one, own) => sum + one * (gains[own] ?? 0), 0);
  }
}
