import { auroc } from "../statistics/auroc.ts";
import { bootstrapInterval } from "../statistics/bootstrap.ts";
import type { Figure } from "../statistics/figure.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
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
  const both = of.claims.flatMap((claim, place) => {
    const other = against.claims[place];
    return other?.claim === claim.claim ? [{ of: claim, against: other }] : [];
  });
  if (both.length !== Math.max(of.claims.length, against.claims.length)) {
    return { ...row, auroc: null };
  }
  const units = sortedGroups(both, (one) => one.of.group).map(([, own]) => own);
  const difference = (sample: typeof both): number =>
    auroc(sample.map((one) => one.of)) - auroc(sample.map((one) => one.against));
  const mean = difference(both);
  if (!Number.isFinite(mean)) return { ...row, auroc: null };
  const interval = bootstrapInterval(units, (sample) => difference(sample.flat()), { seed });
  return { ...row, auroc: { mean, interval } };
}
