import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { counted } from "../../text/counted.ts";
import { type JudgedPair, judgedPairs } from "../evaluate/judged-pair.ts";
import { learningSides, type Sides } from "../evaluate/sides.ts";
import type { PairTexts } from "../evaluate/tuned-learner.ts";
import { type Grading, gradingOf } from "../grading.ts";
import { queryGroups } from "../split/groups.ts";

/** Judgements as a model learns from them. */
export interface RerankingData {
  readonly grading: Grading;
  readonly pairs: readonly JudgedPair[];
  /** Judgements of products that the source knows by their id alone: nothing is learnt from them. */
  readonly withoutTitle: number;
  /** Places in `pairs`: no query is on both sides, nor one that says nearly the same. */
  readonly sides: Pick<Sides, "learn" | "validation">;
}

/**
 * @param cuts where grades are parted into classes; null: each whole grade is one, or the labels are
 * @throws CosmoError GRADING_UNKNOWN, JUDGED_TITLES_MISSING, SPLIT_TOO_SMALL
 */
export function rerankingData(
  judgements: readonly Judgement[],
  cuts: readonly number[] | null,
  seed: number,
): RerankingData {
  const grading = gradingOf(judgements, cuts);
  const { pairs, withoutTitle } = judgedPairs(judgements, queryGroups(judgements), grading);
  if (pairs.length === 0) throw titlesMissing(judgements.length);
  const sides = learningSides(
    pairs.map(({ group }) => group),
    seed,
  );
  return { grading, pairs, withoutTitle, sides };
}

/** What is read of the judgement at a place: the query and the title. */
export const textsOfPairs =
  (pairs: readonly JudgedPair[]) =>
  (place: number): PairTexts => {
    const { query, title } = pairs[place]?.words ?? { query: "", title: "" };
    return { query, product: title, queryKnowledge: "", productKnowledge: "" };
  };

const titlesMissing = (judgements: number): CosmoError =>
  new CosmoError(
    "JUDGED_TITLES_MISSING",
    `Not one of ${counted(judgements, "judgements")} has the product's title`,
    {
      hint: "Import them again from files that have titles: `cosmo import judgements --help` shows the formats; of ESCI name the file of products too.",
      exitCode: 2,
    },
  );
