import type { Progress } from "../../domain/progress.ts";
import { decidedClass } from "../../learning/class-decision.ts";
import type { RelevanceRow, RelevanceRun } from "../comparison/relevance-row.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { KeptFits } from "./kept-fits.ts";
import type { Learner, Predictor } from "./learner.ts";
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
  { id, learn, foldsAtOnce = 1 }: Learner,
  { pairs, classes, folds, seeds, signal, progress, kept }: HeldOutOptions,
): Promise<HeldOutRuns> {
  const runs: (readonly HeldOut[])[] = [];
  let done = 0;
  const work = progress.started(id, "fits", seeds.length * folds.length);
  for (const seed of seeds) {
    const heldOut = async (sides: Sides, fold: number, signal: AbortSignal): Promise<HeldOut> => {
      const name = `${id} seed ${seed} fold ${fold + 1}`;
      const before = await kept?.read(name);
      const chosen = runs[0]?.[fold]?.chosen;
      const held =
        before ?? (await saidOf(learn({ pairs, classes, sides, seed, chosen, signal }), sides));
      if (before === undefined) await kept?.write(name, held);
      work.progressed(++done);
      return held;
    };
    runs.push(await atOnce(foldsAtOnce, folds, signal, heldOut));
  }
  work.finished();
  return runs;
}

async function saidOf(
  learning: Promise<Predictor>,
  { validation, evaluated }: Sides,
): Promise<HeldOut> {
  await using predictor = await learning;
  return {
    validation: await predictor.probabilities(validation),
    evaluated: await predictor.probabilities(evaluated),
    ...("chosen" in predictor && { chosen: predictor.chosen }),
  };
}

/** Works on so many items beside each other. The first that fails stops the others, and is thrown when they have ended. */
async function atOnce<Item, Result>(
  most: number,
  items: readonly Item[],
  signal: AbortSignal,
  work: (item: Item, place: number, signal: AbortSignal) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const failing = new AbortController();
  const either = AbortSignal.any([signal, failing.signal]);
  const waiting = items.entries();
  const lanes = Array.from({ length: Math.min(most, items.length) }, async () => {
    try {
      for (const [place, item] of waiting) {
        either.throwIfAborted();
        results[place] = await work(item, place, either);
      }
    } catch (error) {
      failing.abort(error);
    }
  });
  await Promise.all(lanes);
  either.throwIfAborted();
  return results;
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
