import { auroc } from "../statistics/auroc.ts";
import type { Figure } from "../statistics/figure.ts";
import { eachOnce, rankedInterval, rankingOf, type Times } from "../statistics/ranking.ts";
import { sortedPlaces } from "../statistics/sorted-groups.ts";
import type { CriticQuestion } from "./critic-model.ts";
import type { RatedClaim } from "./critic-report.ts";

export interface CriticDifference {
  readonly of: string;
  readonly against: string;
  readonly question: CriticQuestion;
  readonly auroc: Figure | null;
}

/** A way to rate the same claims, in the same order. */
export interface Rating {
  readonly id: string;
  readonly claims: readonly RatedClaim[];
}

/**
 * How far one rating's AUROC is above another's, groups drawn for both at once: narrower than the two
 * intervals let expect, since a hard claim is hard for both. Null where they do not rate the same claims.
 */
export function criticDifference(
  question: CriticQuestion,
  of: Rating,
  against: Rating,
  seed: number,
): CriticDifference {
  const row = { of: of.id, against: against.id, question };
  const areSame =
    of.claims.length === against.claims.length &&
    of.claims.every(({ claim }, place) => claim === against.claims[place]?.claim);
  if (!areSame) return { ...row, auroc: null };
  const [own, other] = [rankingOf(of.claims), rankingOf(against.claims)];
  const difference = (times: Times): number => auroc(own, times) - auroc(other, times);
  const mean = difference(eachOnce(own));
  if (!Number.isFinite(mean)) return { ...row, auroc: null };
  const interval = rankedInterval(
    sortedPlaces(of.claims, ({ group }) => group),
    difference,
    { seed },
  );
  return { ...row, auroc: { mean, interval } };
}
