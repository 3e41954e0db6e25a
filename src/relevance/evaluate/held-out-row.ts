import type { Progress } from "../../domain/progress.ts";
import { decidedClass } from "../../learning/class-decision.ts";
import type { RelevanceRow, RelevanceRun } from "../comparison/relevance-row.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { KeptFits } from "./kept-fits.ts";
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
  /** What fits said before; left out: nothing is kept. */
  readonly kept?: Pick<KeptFits, "read" | "write">;
}

/** How likely each class is for judgements that a fold's learner has not learnt from, in the order of the fold's sides. */
export interface HeldOut {
  readonly validation: readonly Float64Array[];
  readonly evaluated: readonly Float64Array[];
  /** What the learner chose, for the fold's other seeds. */
  readonly chosen?: unknown;
}

/** The same under each seed, in each fold. */
export type HeldOutRuns = readonly (readonly HeldOut[])[];

/** What a way to predict says, learnt under each seed in the folds that don't evaluate it, or as it was kept. */
export async function heldOutRuns(
  { id, learn }: Learner,
  { pairs, classes, folds, seeds, signal, progress, kept }: HeldOutOptions,
): Promise<HeldOutRuns> {
  const runs: HeldOut[][] = [];
  progress.started(id, "fits", seeds.length * folds.length);
  for (const seed of seeds) {
    const run: HeldOut[] = [];
    for (const [fold, sides] of folds.entries()) {
      signal.throwIfAborted();
      const name = `${id} seed ${seed} fold ${fold + 1}`;
      let held = await kept?.read(name);
      if (held === undefined) {
        const chosen = runs[0]?.[fold]?.chosen;
        await using predictor = await learn({ pairs, classes, sides, seed, chosen, signal });
        held = {
          validation: await predictor.probabilities(sides.validation),
          evaluated: await predictor.probabilities(sides.evaluated),
          ...("chosen" in predictor && { chosen: predictor.chosen }),
        };
        await kept?.write(name, held);
      }
      run.push(held);
      progress.progressed(runs.length * folds.length + run.length);
    }
    runs.push(run);
  }
  progress.finished();
  return runs;
}

/**
 * The row of what was said. Each chooses by the validation side how much a class's rarity counts for it, by the mean of macro and
 * micro F1.
 */
export const decidedRow = (
  id: string,
  runs: HeldOutRuns,
  options: HeldOutOptions,
): RelevanceRow => ({
  id,
  runs: options.seeds.map((seed, at): RelevanceRun => {
    const predicted = new Uint8Array(options.pairs.length);
    const scores = new Float64Array(options.pairs.length);
    for (const [fold, sides] of options.folds.entries()) {
      const held = runs[at]?.[fold];
      if (held === undefined) throw new RangeError(`${id}: no fold ${fold} of seed ${seed}`);
      decideFold(held, sides, { predicted, scores }, options);
    }
    return { seed, predicted, scores };
  }),
});

function decideFold(
  { validation, evaluated }: HeldOut,
  sides: Sides,
  { predicted, scores }: { readonly predicted: Uint8Array; readonly scores: Float64Array },
  { pairs, classes, gains }: HeldOutOptions,
): void {
  const targets = sides.validation.map((place) => pairs[place]?.label ?? 0);
  const decision = validatedDecision(classes, validation, targets);
  for (const [at, place] of sides.evaluated.entries()) {
    const probabilities = evaluated[at] ?? new Float64Array(classes);
    predicted[place] = decidedClass(probabilities, decision);
    scores[place] = probabilities.reduce((sum, one, own) => sum + one * (gains[own] ?? 0), 0);
  }
}
