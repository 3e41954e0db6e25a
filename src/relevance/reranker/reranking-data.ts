import type { Judgement } from "../../domain/tables/judgements.ts";
import { gradedPairs } from "../evaluate/graded-pairs.ts";
import type { JudgedPair } from "../evaluate/judged-pair.ts";
import { learningSides, type Sides } from "../evaluate/sides.ts";
import type { PairTexts } from "../evaluate/tuned-learner.ts";
import type { Grading } from "../grading.ts";
import { cutsOfSettings } from "../relevance-settings.ts";
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
 * @param cuts where the settings part grades into classes; null: each whole grade is one, or the labels are
 * @throws CosmoError JUDGED_TITLES_MISSING, GRADING_UNKNOWN, JUDGED_ALIKE, SPLIT_TOO_SMALL
 */
export function rerankingData(
  judgements: readonly Judgement[],
  cuts: readonly number[] | null,
  seed: number,
): RerankingData {
  const { grading, pairs, withoutTitle } = gradedPairs(
    judgements,
    queryGroups(judgements),
    cuts && { at: cuts, saidBy: cutsOfSettings },
  );
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
