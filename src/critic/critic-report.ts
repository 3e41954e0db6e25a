import type { Scope } from "../domain/tables/scopes.ts";
import { auroc, aurocWithin, strataOf } from "../statistics/auroc.ts";
import { averagePrecision } from "../statistics/average-precision.ts";
import { calibrationError } from "../statistics/calibration-error.ts";
import { type Figure, shareFigure } from "../statistics/figure.ts";
import { eachOnce, rankedInterval, rankingOf, type Times } from "../statistics/ranking.ts";
import { sortedGroups, sortedPlaces } from "../statistics/sorted-groups.ts";
import type { CriticQuestion } from "./critic-model.ts";

/** A labelled claim with what is said of it for one question. */
export interface RatedClaim {
  /** Tells claims apart within one set of labels. */
  readonly claim: number;
  readonly score: number;
  /** Whether most annotators said yes. */
  readonly positive: boolean;
  readonly relation: string;
  readonly subject: string;
  readonly domain: string;
  readonly madeBy: string;
  /** What hangs together, such as claims about one product type. */
  readonly group: string;
}

/** Figures of one way to rate claims; null where they can't be taken, such as of claims that are all true. */
export interface CriticRow {
  /** Who rates: `cosine`, `all`, …; and of which claims: `all/relation/usedFor`. */
  readonly id: string;
  readonly question: CriticQuestion;
  readonly claims: number;
  readonly positives: number;
  readonly auroc: Figure | null;
  /** Among claims of one relation: without what the relation's name tells. */
  readonly aurocWithinRelation: Figure | null;
  readonly averagePrecision: Figure | null;
  /** Only of scores that are probabilities. */
  readonly calibrationError: Figure | null;
}

/** Fewer groups can't be drawn anew: an interval of them would look sure. */
const fewestGroups = 3;

/** Intervals: bootstrap over groups, 95 %. Without three groups there are no figures. */
export function criticRow(
  id: string,
  question: CriticQuestion,
  claims: readonly RatedClaim[],
  { seed, probabilities }: { readonly seed: number; readonly probabilities: boolean },
): CriticRow {
  const units = sortedGroups(claims, ({ group }) => group).map(([, own]) => own);
  const ranking = rankingOf(claims);
  const relations = strataOf(claims.map(({ relation }) => relation));
  const places = sortedPlaces(claims, ({ group }) => group);
  const figure = (statistic: (times: Times) => number): Figure | null => {
    const mean = statistic(eachOnce(ranking));
    if (units.length < fewestGroups || !Number.isFinite(mean)) return null;
    return { mean, interval: rankedInterval(places, statistic, { seed }) };
  };
  return {
    id,
    question,
    claims: claims.length,
    positives: claims.filter(({ positive }) => positive).length,
    auroc: figure((times) => auroc(ranking, times)),
    aurocWithinRelation: figure((times) => aurocWithin(ranking, relations, times)),
    averagePrecision: figure((times) => averagePrecision(ranking, times)),
    calibrationError:
      probabilities && units.length >= fewestGroups
        ? calibrationError(
            units.map((own) =>
              own.map(({ score, positive }) => ({ probability: score, happened: positive })),
            ),
            { seed },
          )
        : null,
  };
}

const groupings: Readonly<Record<string, (claim: RatedClaim) => string>> = {
  madeBy: ({ madeBy }) => madeBy,
  subject: ({ subject }) => subject,
  relation: ({ relation }) => relation,
  domain: ({ domain }) => domain,
};

/** The same by maker, subject, relation and domain. */
export const groupedCriticRows = (
  id: string,
  question: CriticQuestion,
  claims: readonly RatedClaim[],
  options: { readonly seed: number; readonly probabilities: boolean },
): readonly CriticRow[] =>
  Object.entries(groupings).flatMap(([name, keyOf]) =>
    sortedGroups(claims, keyOf).map(([key, own]) =>
      criticRow(`${id}/${name}/${key}`, question, own, options),
    ),
  );

/** What a graph would be if it kept what is rated above a threshold. */
export interface ThresholdRow {
  /** Claims about product types are another thing than those about pairs. */
  readonly scope: Scope;
  readonly threshold: number;
  /** Share of plausible ones among the labelled claims above it; null where there is none. */
  readonly precision: Figure | null;
  /** Share of the plausible labelled claims that are above it. */
  readonly recall: Figure | null;
  /** Claims of this workspace above it; null where they were not scored alike. */
  readonly claims: number | null;
  /** Of them, how many are plausible if the critic is right: the sum of what it says. */
  readonly expectedPlausible: number | null;
}

const thresholds = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/**
 * @param claims those of the scope
 * @param scores plausibilities of the workspace's claims of the scope
 */
export function thresholdRows(
  scope: Scope,
  claims: readonly RatedClaim[],
  scores: readonly number[] | null,
  seed: number,
): readonly ThresholdRow[] {
  const units = sortedGroups(claims, ({ group }) => group).map(([, own]) => own);
  const share = (
    hit: (claim: RatedClaim) => boolean,
    tried: (claim: RatedClaim) => boolean,
  ): Figure | null =>
    shareFigure(
      units.map((own) => {
        const counted = own.filter(tried);
        return { hits: counted.filter(hit).length, trials: counted.length };
      }),
      seed,
    );
  return thresholds.map((threshold) => {
    const kept = scores?.filter((score) => score > threshold) ?? null;
    return {
      scope,
      threshold,
      precision: share(
        ({ positive }) => positive,
        ({ score }) => score > threshold,
      ),
      recall: share(
        ({ score }) => score > threshold,
        ({ positive }) => positive,
      ),
      claims: kept?.length ?? null,
      expectedPlausible: kept?.reduce((sum, score) => sum + score, 0) ?? null,
    };
  });
}
