import { type BoostedTrees, boostedScores, predictBoosted } from "./boosted-trees.ts";
import { boostingLossOf } from "./boosting-loss.ts";
import type { FitTrees } from "./boosting-threads.ts";
import type { Examples } from "./examples.ts";
import type { BoostedTreesOptions } from "./fit-boosted-trees.ts";
import { groupFolds } from "./group-folds.ts";

export interface ChoosingOptions {
  readonly seed: number;
  /** Default 5. */
  readonly folds?: number;
  /** Rounds without a new least loss after which a fold ends. Default 20. */
  readonly patience?: number;
  /** All that depend on nothing else are begun at once. */
  readonly fit: FitTrees;
}

export interface ChosenTrees {
  /** Learnt from all examples, with the settings whose loss is least. */
  readonly model: BoostedTrees;
  /** Those settings, with as many rounds as the folds had on average. */
  readonly settings: BoostedTreesOptions;
  /** Of each example, what a model says that learnt nothing of its group. */
  readonly held: readonly Float64Array[];
}

/**
 * Boosted trees whose settings and number of rounds are chosen by folds of groups, within the examples: nothing
 * is chosen by what is evaluated later. Of equal settings the first is taken.
 *
 * @param groups one per example: what hangs together, such as a query, is never on both sides of a fold
 * @param tried at least one; `rounds` are the most, and `validation` is set here
 * @throws RangeError for examples that `fitBoostedTrees` refuses, and where nothing is tried
 */
export async function chooseBoostedTrees(
  examples: Examples,
  groups: readonly string[],
  tried: readonly BoostedTreesOptions[],
  { seed, folds = 5, patience = 20, fit }: ChoosingOptions,
): Promise<ChosenTrees> {
  const foldOf = groupFolds(groups, folds, seed);
  const sides = Array.from({ length: folds }, (_, fold) => ({
    learnt: partOf(examples, (at) => foldOf(groups[at] ?? "") !== fold),
    left: partOf(examples, (at) => foldOf(groups[at] ?? "") === fold),
  })).filter(({ learnt, left }) => learnt.places.length > 0 && left.places.length > 0);
  const found = await Promise.all(
    tried.map(async (settings) => {
      const models = await Promise.all(
        sides.map(({ learnt, left }) => {
          const { rows, targets, weights } = left;
          const validation = { examples: { rows, targets, ...(weights && { weights }) }, patience };
          return fit(learnt, { ...settings, validation });
        }),
      );
      const rounds = models.reduce((sum, model) => sum + model.rounds.length, 0) / models.length;
      return {
        settings: { ...settings, rounds: Math.max(1, Math.round(rounds)) },
        ...heldOf(
          examples,
          settings.classes,
          sides.map(({ left }) => left),
          models,
        ),
      };
    }),
  );
  const [first, ...others] = found;
  if (first === undefined) throw new RangeError("no settings are tried");
  const best = others.reduce((least, one) => (one.cost < least.cost ? one : least), first);
  const { settings, held } = best;
  return { model: await fit(examples, settings), settings, held };
}

/** What each model says of the side that it has not learnt from, and the sum of its losses. */
function heldOf(
  { targets, weights }: Examples,
  classes: number | undefined,
  sides: readonly ReturnType<typeof partOf>[],
  models: readonly BoostedTrees[],
): { readonly held: readonly Float64Array[]; readonly cost: number } {
  const loss = boostingLossOf(classes);
  const held: Float64Array[] = [];
  let cost = 0;
  for (const [side, { places, rows }] of sides.entries()) {
    const model = models[side];
    if (model === undefined) throw new RangeError(`no model of fold ${side}`);
    for (const [place, at] of places.entries()) {
      const row = rows[place] ?? new Float64Array();
      held[at] = predictBoosted(model, row);
      cost += (weights?.[at] ?? 1) * loss.of(boostedScores(model, row), targets[at] ?? 0);
    }
  }
  return { held, cost };
}

/** Some of the examples, and which they are. */
function partOf({ rows, targets, weights }: Examples, isIn: (at: number) => boolean) {
  const places = [...rows.keys()].filter(isIn);
  return {
    places,
    rows: places.map((at) => rows[at] ?? new Float64Array()),
    targets: places.map((at) => targets[at] ?? 0),
    ...(weights && { weights: places.map((at) => weights[at] ?? 1) }),
  };
}
