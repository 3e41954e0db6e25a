import type { Progress } from "../../domain/progress.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import { encodeTexts } from "../../encoder/encode-texts.ts";
import type { Encoder } from "../../encoder/encoder.ts";
import type { ComparisonSettings } from "../comparison/comparison.ts";
import { planComparisons } from "../comparison/comparison-plan.ts";
import { controlOutcome } from "../comparison/control-outcome.ts";
import type { EvaluatedSet } from "../comparison/evaluated-judgement.ts";
import { type RelevanceReport, relevanceReport } from "../comparison/relevance-report.ts";
import type { RelevanceRow } from "../comparison/relevance-row.ts";
import { majorityRow, oneBitOracleRow } from "../comparison/simple-rows.ts";
import { gradingOf } from "../grading.ts";
import type { JudgementKnowledge } from "../knowledge/knowledge.ts";
import { controlProbabilities, syntheticKnowledge } from "../knowledge/synthetic-knowledge.ts";
import { biEncoder } from "../models/bi-encoder.ts";
import { crossEncoder } from "../models/cross-encoder.ts";
import { queryGroups } from "../split/groups.ts";
import { drawnPairs } from "./drawn-pairs.ts";
import { fixedLearner } from "./fixed-learner.ts";
import { foldedRow } from "./folded-row.ts";
import { type HeldOutOptions, heldOutRow } from "./held-out-row.ts";
import { type JudgedPair, judgedPairs } from "./judged-pair.ts";
import type { Learner } from "./learner.ts";
import { lexicalLearner } from "./lexical-learner.ts";
import { foldSides } from "./sides.ts";
import { type PairTexts, type TunableEncoder, tunedLearner } from "./tuned-learner.ts";

export interface RelevanceOptions {
  readonly judgements: readonly Judgement[];
  /** Where grades are parted into classes; null: each whole grade is one, or the labels are. */
  readonly cuts: readonly number[] | null;
  readonly folds: number;
  /** How often each row is learnt anew. */
  readonly seeds: readonly number[];
  /** At most so many judgements, whole query groups drawn by the first seed; null: all. */
  readonly mostJudgements: number | null;
  /** Vectors of texts, for the fixed regime. */
  readonly encoder: Encoder;
  /** For the tuned regime; null: it is left out. */
  readonly tunable: TunableEncoder | null;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface RelevanceEvaluation extends RelevanceReport {
  readonly folds: number;
  readonly seeds: readonly number[];
  /** Judgements that were left out: of products without a title, and beyond the most that were wanted. */
  readonly leftOut: { readonly withoutTitle: number; readonly beyondMost: number };
}

/**
 * How well each way to predict tells the classes of judgements, evaluated in folds of query groups: no query, nor one
 * that says nearly the same, is learnt from and evaluated. The positive control comes with it.
 *
 * @throws CosmoError GRADING_UNKNOWN, SPLIT_TOO_SMALL
 */
export async function evaluateRelevance(options: RelevanceOptions): Promise<RelevanceEvaluation> {
  const { judgements, seeds, folds, signal, progress } = options;
  const [seed = 1] = seeds;
  const grading = gradingOf(judgements, options.cuts);
  const { pairs: all, withoutTitle } = judgedPairs(judgements, queryGroups(judgements), grading);
  const pairs = drawnPairs(all, options.mostJudgements, seed);
  const set: EvaluatedSet = { classes: grading.classes, judgements: pairs };
  const groups = pairs.map(({ group }) => group);
  const heldOut: HeldOutOptions = {
    ...{ pairs, classes: grading.classes.length, gains: grading.gains },
    ...{ folds: foldSides(groups, folds, seed), seeds, signal, progress },
  };
  const controls = controlProbabilities.map((probability) => ({
    probability,
    knowledge: syntheticKnowledge(grading.classes, pairs, probability, seed),
  }));
  const learners = await learnersOf(pairs, options);
  const rows: RelevanceRow[] = [
    foldedRow(set, heldOut, (part, training) => majorityRow(part, training, seeds)),
    foldedRow(set, heldOut, (part, training) =>
      oneBitOracleRow(part, training, grading.classes.length - 1, seeds),
    ),
  ];
  for (const learner of learners.rows) rows.push(await heldOutRow(learner, heldOut));
  const base = rows.find(({ id }) => id === controlledRow) as RelevanceRow;
  const settings: ComparisonSettings = {
    endpoint: { of: controlledRow, against: "lexical", metric: "macroF1" },
    others: [{ of: controlledRow, against: "lexical", metric: "microF1" }],
    ...{ worthwhile: 0.01, seed },
  };
  const plan = planComparisons(set, { of: base, against: base }, settings);
  const runs = [];
  for (const { probability, knowledge } of controls) {
    const row = await heldOutRow(await learners.controlled(probability, knowledge), heldOut);
    runs.push({ probability, row });
  }
  const control = controlOutcome(set, base, runs, { ...plan, metric: "macroF1" });
  return {
    ...{ folds, seeds },
    leftOut: { withoutTitle, beyondMost: all.length - pairs.length },
    ...relevanceReport(set, rows, plan, control),
  };
}

/** The row that the positive control is given to. */
const controlledRow = "cross-encoder/fixed";

interface Learners {
  readonly rows: readonly Learner[];
  /** The controlled row with knowledge of its own. */
  controlled(probability: number, knowledge: readonly JudgementKnowledge[]): Promise<Learner>;
}

async function learnersOf(
  pairs: readonly JudgedPair[],
  { encoder, tunable, threads, signal }: RelevanceOptions,
): Promise<Learners> {
  const queryOf = (place: number): string => pairs[place]?.words.query ?? "";
  const productOf = (place: number): string => pairs[place]?.words.title ?? "";
  const together = (place: number): string => `${queryOf(place)} [SEP] ${productOf(place)}`;
  const places = [...pairs.keys()];
  const vectors = await encodeTexts(
    places.flatMap((place) => [queryOf(place), productOf(place), together(place)]),
    encoder,
    signal,
  );
  const fixed = (
    id: string,
    textsOf: (place: number) => readonly [string] | readonly [string, string],
    of = vectors,
  ): Learner => fixedLearner({ id, textsOf, vectors: of, threads });
  const textsOf = (place: number): PairTexts => ({
    ...{ query: queryOf(place), product: productOf(place), knowledge: "" },
  });
  const tuned =
    tunable === null
      ? []
      : (["bi-encoder", "cross-encoder"] as const).map((name) =>
          tunedLearner({
            ...{ id: `${name}/tuned`, textsOf, encoder: tunable, threads },
            architectureOf: name === "bi-encoder" ? biEncoder : crossEncoder,
          }),
        );
  return {
    rows: [
      fixed("query-only", (place) => [queryOf(place)]),
      fixed("product-only", (place) => [productOf(place)]),
      lexicalLearner(vectors),
      fixed("bi-encoder/fixed", (place) => [queryOf(place), productOf(place)]),
      fixed(controlledRow, (place) => [together(place)]),
      ...tuned,
    ],
    async controlled(probability, knowledge) {
      // A frozen encoder's mean over all tokens would drown it: in the fixed regime it has a vector of its own.
      const text = (place: number): string => knowledge[place]?.product.join(". ") ?? "";
      const own = await encodeTexts(places.map(text), encoder, signal);
      return fixed(
        `${controlledRow}+control-${probability}`,
        (place) => [together(place), text(place)],
        new Map([...vectors, ...own]),
      );
    },
  };
}
