import { type BoostedTrees, boostedScores, predictBoosted } from "./boosted-trees.ts";
import { boostingLossOf } from "./boosting-loss.ts";
import type { Examples } from "./examples.ts";
import { type BoostedTreesOptions, fitBoostedTrees } from "./fit-boosted-trees.ts";
import { groupFolds } from "./group-folds.ts";

export interface ChoosingOptions {
  readonly seed: number;
  /** Default 5. */
  readonly folds?: number;
  /** Rounds without a new least loss after which a fold ends. Default 20. */
  readonly patience?: number;
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
export function chooseBoostedTrees(
  examples: Examples,
  groups: readonly string[],
  tried: readonly BoostedTreesOptions[],
  { seed, folds = 5, patience = 20 }: ChoosingOptions,
): ChosenTrees {
  const foldOf = groupFolds(groups, folds, seed);
  const sides = Array.from({ length: folds }, (_, fold) => ({
    learnt: partOf(examples, (at) => foldOf(groups[at] ?? "") !== fold),
    left: partOf(examples, (at) => foldOf(groups[at] ?? "") === fold),
  })).filter(({ learnt, left }) => learnt.places.length > 0 && left.places.length > 0);
  const found = tried.map((settings) => {
    const loss = boostingLossOf(settings.classes);
    const held: Float64Array[] = [];
    let [cost, rounds] = [0, 0];
    for (const { learnt, left } of sides) {
      const validation = { examples: left, patience };
      const model = fitBoostedTrees(learnt, { ...settings, validation });
      rounds += model.rounds.length / sides.length;
      for (const [place, at] of left.places.entries()) {
        const row = left.rows[place] ?? new Float64Array();
        held[at] = predictBoosted(model, row);
        const weight = examples.weights?.[at] ?? 1;
        cost += weight * loss.of(boostedScores(model, row), examples.targets[at] ?? 0);
      }
    }
    return { settings: { ...settings, rounds: Math.max(1, Math.round(rounds)) }, held, cost };
  });
  const [first, ...others] = found;
  if (first === undefined) throw new RangeError("no settings are tried");
  const best = others.reduce((least, one) => (one.cost < least.cost ? one : least), first);
  const { settings, held } = best;
  return { model: fitBoostedTrees(examples, settings), settings, held };
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
