import type { LabelRow } from "../domain/tables/labels.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { groupFolds } from "../learning/group-folds.ts";
import { auroc } from "../statistics/auroc.ts";
import { type Figure, shareFigure } from "../statistics/figure.ts";
import { eachOnce, rankedInterval, rankingOf, type Times } from "../statistics/ranking.ts";
import { sortedGroups, sortedPlaces } from "../statistics/sorted-groups.ts";
import type { Contradictions } from "./contradiction.ts";
import type { HeadKind } from "./entailment-case.ts";
import { baseRate, entailmentDecision } from "./entailment-decision.ts";
import { entailmentProbability } from "./entailment-model.ts";
import { labelledCases } from "./labelled-cases.ts";
import { type EntailmentModels, type ReadCase, readCases, trainOnCases } from "./train-on-cases.ts";

/** Who decides: what is published, always yes, or the tail's cosine to the head alone. */
export type EntailmentRater = "entail" | "always" | "cosine";

/**
 * Which labels are held against: those of the test side, or those of the other sides, each judged by a model that
 * learnt from the other four fifths of their product types.
 */
export type ReportSide = "test" | "out-of-fold";

/** Figures of one way to decide; null where they can't be taken. */
export interface EntailmentReportRow {
  readonly side: ReportSide;
  readonly by: EntailmentRater;
  readonly heads: HeadKind | "all";
  /** Labelled cases of the side; those on which annotators are evenly divided are left out. */
  readonly cases: number;
  readonly positives: number;
  readonly auroc: Figure | null;
  /** How many it carries; of the cosine as many as the stage does, the nearest. */
  readonly carried: number;
  /** The share of them that is true. */
  readonly precision: Figure | null;
  /** The share of what is true that it carries. */
  readonly recall: Figure | null;
}

export interface EntailmentReportOptions {
  readonly encoder: Encoder;
  readonly contradictions: Contradictions;
  /** What is carried has a probability above this. */
  readonly probability: number;
  readonly seed: number;
}

/**
 * Trains on all but the test side, as the stage does, and holds what it says of the test side against its
 * labels; then the other sides out of fold, from which a threshold can be chosen. Intervals: bootstrap over product
 * types, 95 %; without three types there are none, and no figures.
 */
export async function entailmentReport(
  labels: AsyncIterable<LabelRow> | Iterable<LabelRow>,
  options: EntailmentReportOptions,
  signal: AbortSignal,
): Promise<readonly EntailmentReportRow[]> {
  const { encoder, contradictions, seed } = options;
  const read = await readCases(await labelledCases(labels), encoder, contradictions, signal);
  const teaching = read.filter(({ labelled }) => labelled.split !== "test");
  const tested = read.filter(({ labelled }) => labelled.split === "test");
  const models = trainOnCases(teaching, seed);
  const foldOf = groupFolds(
    teaching.map(({ labelled }) => labelled.group),
    foldCount,
    seed,
  );
  const outOfFold = Array.from({ length: foldCount }, (_, fold) => fold).flatMap((fold) => {
    const isHeldOut = ({ labelled }: ReadCase): boolean => foldOf(labelled.group) === fold;
    const rest = trainOnCases(
      teaching.filter((one) => !isHeldOut(one)),
      seed,
    );
    return ratedBy(rest, teaching.filter(isHeldOut), options);
  });
  return [
    ...sideRows("test", ratedBy(models, tested, options), seed),
    ...sideRows("out-of-fold", outOfFold, seed),
  ];
}

const foldCount = 5;

function ratedBy(
  models: EntailmentModels,
  cases: readonly ReadCase[],
  { probability }: EntailmentReportOptions,
): readonly Rated[] {
  return cases.flatMap((one): readonly Rated[] => {
    const { head, target, group } = one.labelled;
    if (target === 0.5) return [];
    const model = models[head.kind];
    const said = model ? entailmentProbability(model, one.row) : baseRate;
    const { decision } = entailmentDecision(said, probability, one.contradiction);
    return [
      {
        ...{ kind: head.kind, group, positive: target > 0.5, cosine: cosineOf(one) },
        // What a word contradicts comes last, as it is published.
        score: decision === "contradicted" ? 0 : said,
        isCarried: decision === "carried",
      },
    ];
  });
}

const sideRows = (
  side: ReportSide,
  rated: readonly Rated[],
  seed: number,
): readonly EntailmentReportRow[] =>
  (["product", "query", "all"] as const).flatMap((heads) =>
    rowsOf(
      heads,
      rated.filter(({ kind }) => heads === "all" || kind === heads),
      seed,
    ).map((row) => ({ side, ...row })),
  );

interface Rated {
  readonly kind: HeadKind;
  readonly group: string;
  readonly positive: boolean;
  readonly score: number;
  readonly cosine: number;
  readonly isCarried: boolean;
}

/** The first column of both kinds of row is the tail's cosine to the head. */
const cosineOf = ({ row }: ReadCase): number => row[0] ?? Number.NaN;

function rowsOf(
  heads: HeadKind | "all",
  rated: readonly Rated[],
  seed: number,
): readonly SideRow[] {
  const carried = rated.filter(({ isCarried }) => isCarried).length;
  const nearest = new Set(rated.toSorted((a, b) => b.cosine - a.cosine).slice(0, carried));
  return [
    reportRow("entail", heads, rated, seed),
    reportRow(
      "always",
      heads,
      rated.map((one) => ({ ...one, score: 1, isCarried: true })),
      seed,
    ),
    reportRow(
      "cosine",
      heads,
      rated.map((one) => ({ ...one, score: one.cosine, isCarried: nearest.has(one) })),
      seed,
    ),
  ];
}

type SideRow = Omit<EntailmentReportRow, "side">;

/** Fewer groups can't be drawn anew: an interval of them would look sure. */
const fewestGroups = 3;

function reportRow(
  by: EntailmentRater,
  heads: HeadKind | "all",
  rated: readonly Rated[],
  seed: number,
): SideRow {
  const units = sortedGroups(rated, ({ group }) => group).map(([, own]) => own);
  const places = sortedPlaces(rated, ({ group }) => group);
  const isDrawn = units.length >= fewestGroups;
  const ranking = rankingOf(rated);
  const ofTimes = (times: Times): number => auroc(ranking, times);
  const mean = ofTimes(eachOnce(ranking));
  const share = (hit: (one: Rated) => boolean, tried: (one: Rated) => boolean): Figure | null =>
    isDrawn
      ? shareFigure(
          units.map((own) => {
            const counted = own.filter(tried);
            return { hits: counted.filter(hit).length, trials: counted.length };
          }),
          seed,
        )
      : null;
  return {
    by,
    heads,
    cases: rated.length,
    positives: rated.filter(({ positive }) => positive).length,
    auroc:
      isDrawn && Number.isFinite(mean)
        ? { mean, interval: rankedInterval(places, ofTimes, { seed }) }
        : null,
    carried: rated.filter(({ isCarried }) => isCarried).length,
    precision: share(
      ({ positive }) => positive,
      ({ isCarried }) => isCarried,
    ),
    recall: share(
      ({ isCarried }) => isCarried,
      ({ positive }) => positive,
    ),
  };
}
