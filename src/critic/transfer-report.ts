import { aurocWithin, strataOf } from "../statistics/auroc.ts";
import { type Figure, shareFigure } from "../statistics/figure.ts";
import { eachOnce, rankedInterval, rankingOf, type Times } from "../statistics/ranking.ts";
import { sortedGroups, sortedPlaces } from "../statistics/sorted-groups.ts";
import { type CriticDifference, criticDifference } from "./critic-difference.ts";
import { type CriticRow, criticRow, type RatedClaim } from "./critic-report.ts";

/** What was said of claims by models that had not learnt from them, all folds together. */
export interface TransferRating {
  /** `across-domains`, `within-domains/relation-only`, `cosine`, … */
  readonly id: string;
  /** Whether the scores are probabilities. */
  readonly probabilities: boolean;
  readonly claims: readonly RatedClaim[];
  /** In which fold a claim was tested on, by its number. */
  foldOf(claim: number): number;
}

export interface TransferRow extends CriticRow {
  /**
   * Among claims of one fold, which one model rated. Over folds a model that has learnt nothing but the share of
   * plausible claims ranks backwards: the more of them a fold has, the fewer were left to learn from.
   */
  readonly aurocWithinFold: Figure | null;
  /** By threshold; none where the scores are no probabilities. */
  readonly precisions: readonly PrecisionAt[];
}

export interface PrecisionAt {
  readonly atLeast: number;
  readonly claims: number;
  /** Null where no claim is there. */
  readonly precision: Figure | null;
}

export interface TransferReport {
  readonly rows: readonly TransferRow[];
  /** Of the first rating against each other one, on the same claims. */
  readonly differences: readonly CriticDifference[];
}

const thresholds = [0.5, 0.6, 0.8];

/** Of which claims there are figures. */
const subsets: Readonly<Record<string, (claim: RatedClaim) => boolean>> = {
  all: () => true,
  types: ({ subject }) => subject === "productType",
  pairs: ({ subject }) => subject !== "productType",
  "not-written-to-teach": ({ madeBy }) => madeBy !== "author",
};

/** Figures of each rating, of the claims about types, about pairs and all. Intervals: bootstrap over product types. */
export function transferReport(ratings: readonly TransferRating[], seed: number): TransferReport {
  const rows: TransferRow[] = [];
  const differences: CriticDifference[] = [];
  for (const [subset, isIn] of Object.entries(subsets)) {
    const own = ratings.map(({ id, claims, ...rating }) => ({
      ...rating,
      id: `${id}/${subset}`,
      claims: claims.filter(isIn),
    }));
    for (const rating of own) {
      const { id, probabilities, claims } = rating;
      rows.push({
        ...criticRow(id, "plausible", claims, { seed, probabilities }),
        aurocWithinFold: aurocWithinFold(rating, seed),
        precisions: probabilities ? thresholds.map((at) => precisionAt(at, claims, seed)) : [],
      });
    }
    const [first, ...others] = own;
    for (const other of others) {
      if (first !== undefined) differences.push(criticDifference("plausible", first, other, seed));
    }
  }
  return { rows, differences };
}

function aurocWithinFold({ claims, foldOf }: TransferRating, seed: number): Figure | null {
  const ranking = rankingOf(claims);
  const folds = strataOf(claims.map(({ claim }) => String(foldOf(claim))));
  const statistic = (times: Times): number => aurocWithin(ranking, folds, times);
  const mean = statistic(eachOnce(ranking));
  if (!Number.isFinite(mean)) return null;
  const units = sortedPlaces(claims, ({ group }) => group);
  return { mean, interval: rankedInterval(units, statistic, { seed }) };
}

function precisionAt(atLeast: number, claims: readonly RatedClaim[], seed: number): PrecisionAt {
  const above = claims.filter(({ score }) => score >= atLeast);
  const units = sortedGroups(above, ({ group }) => group).map(([, own]) => ({
    hits: own.filter(({ positive }) => positive).length,
    trials: own.length,
  }));
  return { atLeast, claims: above.length, precision: shareFigure(units, seed) };
}
