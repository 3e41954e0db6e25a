import type { CriticQuestion } from "./critic-model.ts";
import type { RatedClaim } from "./critic-report.ts";
import type { LabelledClaim } from "./labelled-claims.ts";

/**
 * Claims with an answer to the question and a score. Where annotators are evenly divided there is no
 * answer to hold a score against.
 *
 * @param scoreOf of the claim at this place; undefined or NaN: not scored
 */
export const ratedClaims = (
  claims: readonly LabelledClaim[],
  question: CriticQuestion,
  scoreOf: (place: number) => number | undefined,
): readonly RatedClaim[] =>
  claims.flatMap(({ input, targets, group, domain, madeBy }, place) => {
    const target = targets[question];
    const score = scoreOf(place);
    if (target === null || target === 0.5 || score === undefined || Number.isNaN(score)) return [];
    const { relation, subject } = input;
    return [
      { claim: place, score, positive: target > 0.5, relation, subject, domain, madeBy, group },
    ];
  });
