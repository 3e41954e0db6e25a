import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { counted } from "../../text/counted.ts";
import { type GivenCuts, type Grading, gradingOf } from "../grading.ts";
import { type JudgedPair, type JudgedPairs, judgedPairs } from "./judged-pair.ts";

/** Judgements that a learner can be given, and their classes. */
export interface GradedPairs extends JudgedPairs {
  readonly grading: Grading;
}

/**
 * Judgements whose product has a title, by the classes that they have: there are two at the least.
 *
 * @param groups of each judgement
 * @param cuts null: each whole grade is a class, or the labels are
 * @throws CosmoError JUDGED_TITLES_MISSING, GRADING_UNKNOWN, JUDGED_ALIKE
 */
export function gradedPairs(
  judgements: readonly Judgement[],
  groups: readonly string[],
  cuts: GivenCuts | null,
): GradedPairs {
  const titled = judgements.filter(({ title }) => title !== null);
  if (titled.length === 0) throw titlesMissing(judgements.length);
  const grading = gradingOf(titled, cuts);
  const judged = judgedPairs(judgements, groups, grading);
  requireClasses(
    judged.pairs,
    grading,
    cuts === null
      ? "Give judgements of what fits and of what does not; --map grade==3 or label==E gives all rows the same one."
      : `${cuts.saidBy} parts none of them from the others: cut elsewhere, or give judgements of other grades too.`,
  );
  return { grading, ...judged };
}

/**
 * Of one class alone there is nothing to tell, and learners fail at it in ways that say nothing.
 * @throws CosmoError JUDGED_ALIKE
 */
export function requireClasses(
  pairs: readonly JudgedPair[],
  { classes }: Pick<Grading, "classes">,
  hint: string,
): void {
  const [first] = pairs;
  if (first === undefined || pairs.some(({ label }) => label !== first.label)) return;
  throw new CosmoError(
    "JUDGED_ALIKE",
    `There is no class but “${classes[first.label]}” in ${counted(pairs.length, "judgements")}: nothing is to be told apart.`,
    { hint, exitCode: 2 },
  );
}

const titlesMissing = (judgements: number): CosmoError =>
  new CosmoError(
    "JUDGED_TITLES_MISSING",
    `Not one of ${counted(judgements, "judgements")} has the product's title`,
    {
      hint: "Give files that have titles: `cosmo import judgements --help` shows the formats; of ESCI name the file of products too.",
      exitCode: 2,
    },
  );
