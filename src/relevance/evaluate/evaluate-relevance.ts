import type { Progress } from "../../domain/progress.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import type { Vectors } from "../../encoder/encode-texts.ts";
import type { Encoder } from "../../encoder/encoder.ts";
import { BoostingThreads } from "../../learning/boosting-threads.ts";
import { planComparisons } from "../comparison/comparison-plan.ts";
import { type ControlOutcome, controlOutcome } from "../comparison/control-outcome.ts";
import type { EvaluatedSet } from "../comparison/evaluated-judgement.ts";
import { type RelevanceReport, relevanceReport } from "../comparison/relevance-report.ts";
import type { RelevanceRow } from "../comparison/relevance-row.ts";
import { majorityRow, oneBitOracleRow } from "../comparison/simple-rows.ts";
import { type ErrorExamples, errorExamples } from "../errors/error-examples.ts";
import type { GivenCuts } from "../grading.ts";
import { controlProbabilities, syntheticKnowledge } from "../knowledge/synthetic-knowledge.ts";
import { enoughForWords } from "../models/words-model.ts";
import { productGroups, queryGroups } from "../split/groups.ts";
import {
  askedComparisons,
  type NamedEndpoint,
  primaryEndpoint,
  requireRow,
} from "./asked-comparisons.ts";
import { sentencesOf } from "./beside.ts";
import { type Blend, blendedRuns, blendsOf } from "./blended-rows.ts";
import { chosenRows } from "./chosen-rows.ts";
import { drawnPairs } from "./drawn-pairs.ts";
import { encodeInParts } from "./encode-in-parts.ts";
import { evaluationIdentity } from "./evaluation-identity.ts";
import { foldFeatures } from "./fold-features.ts";
import { foldedRow } from "./folded-row.ts";
import { givenKnowledge, type KnowledgeCoverage, requireKnowledge } from "./given-knowledge.ts";
import { gradedPairs, requireClasses } from "./graded-pairs.ts";
import { decidedRow, type HeldOutOptions, type HeldOutRuns, heldOutRuns } from "./held-out-row.ts";
import type { JudgedPair } from "./judged-pair.ts";
import type { KeptFits } from "./kept-fits.ts";
import { type KnowledgeToCheck, leaksOfKnowledge } from "./leaks-of-knowledge.ts";
import { requirePilot } from "./pilot-of.ts";
import {
  biEncoderRow,
  controlledRow,
  hasKnowledge,
  hasZeroShot,
  type NamedRow,
  namedRows,
  type RowIngredients,
  textsBeside,
  textsWithoutKnowledge,
} from "./row-learners.ts";
import { foldSides } from "./sides.ts";
import type { TunableEncoder } from "./tuned-learner.ts";

export interface RelevanceOptions {
  readonly judgements: readonly Judgement[];
  /** Where grades are parted into classes; null: each whole grade is one, or the labels are. */
  readonly cuts: GivenCuts | null;
  readonly folds: number;
  /** How often each row is learnt anew. */
  readonly seeds: readonly number[];
  /** At most so many judgements, whole query groups drawn by the first seed; null: all. */
  readonly mostJudgements: number | null;
  /** What is never learnt from and evaluated at once: a query and those that say nearly the same, or a product. */
  readonly splitBy: SplitBy;
  /** What `told` will have: its rows are named, and the comparisons of them checked, before it is asked for. */
  readonly beside: { readonly knowledge: boolean; readonly zeroShot: boolean };
  /** What is told beside query and title; asked for once, of the judgements that are evaluated alone, as far as a row needs it. */
  readonly told: (judgements: readonly Judgement[], needed: NeededBeside) => Promise<ToldBeside>;
  /** Where fits are kept, by the hash of all that decides them; null: nowhere. */
  readonly keptFits: ((identity: string) => Promise<KeptFits>) | null;
  /** Ids of rows: they alone are learnt, with what they are compared by; null: all there are. */
  readonly rows: readonly string[] | null;
  /** The primary endpoint; null: the usual one. */
  readonly endpoint: NamedEndpoint | null;
  /** Vectors of texts, for the fixed regime. */
  readonly encoder: Encoder;
  /** For the tuned regime; null: it is left out. */
  readonly tunable: TunableEncoder | null;
  readonly threads: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** What rows are learnt of that are wanted. */
export interface NeededBeside {
  readonly knowledge: boolean;
  readonly zeroShot: boolean;
}

export interface ToldBeside {
  /** Knowledge of the judged queries and products; null: there are no rows with it. */
  readonly knowledge: KnowledgeToCheck | null;
  /** What a model says of each judgement when it is asked outright how well the two fit, by id; null: no row has it. */
  readonly zeroShot: ReadonlyMap<string, number> | null;
}

export type SplitBy = "query" | "product";

export interface RelevanceEvaluation extends RelevanceReport {
  readonly folds: number;
  readonly seeds: readonly number[];
  readonly splitBy: SplitBy;
  /** Null: no knowledge was given. */
  readonly knowledge: KnowledgeCoverage | null;
  /** Judgements that were left out: of products without a title, and beyond the most that were wanted. */
  readonly leftOut: { readonly withoutTitle: number; readonly beyondMost: number };
  readonly errors: ErrorExamples;
}

/**
 * How well each way to predict tells the classes of judgements, evaluated in folds of query groups or of products: none is
 * learnt from and evaluated. The positive control comes with it.
 *
 * @throws CosmoError JUDGED_TITLES_MISSING, GRADING_UNKNOWN, JUDGED_ALIKE, SPLIT_TOO_SMALL, RELEVANCE_ROW_UNKNOWN, KNOWLEDGE_FOREIGN
 */
export async function evaluateRelevance(options: RelevanceOptions): Promise<RelevanceEvaluation> {
  const { judgements, seeds, folds, splitBy, signal, progress } = options;
  const [seed = 1] = seeds;
  const groupsOf = splitBy === "query" ? queryGroups : productGroups;
  const {
    grading,
    pairs: graded,
    withoutTitle,
  } = gradedPairs(judgements, groupsOf(judgements), options.cuts);
  const pairs = drawnPairs(graded, options.mostJudgements, seed);
  const more =
    pairs.length < graded.length
      ? `a higher --limit than ${options.mostJudgements}`
      : `judgements of more ${splitBy === "query" ? "queries" : "products"}`;
  requireClasses(pairs, grading, `Give ${more}: all that was drawn is of one class.`);
  const set: EvaluatedSet = {
    classes: grading.classes,
    // Where products are kept together, what was judged of a query is on several sides: no list is left to be ranked.
    judgements: splitBy === "query" ? pairs : pairs.map(({ gain: _, ...pair }) => pair),
  };
  const groups = pairs.map(({ group }) => group);
  const learning = {
    ...{ pairs, classes: grading.classes.length, gains: grading.gains },
    ...{ folds: foldSides(groups, folds, seed, more), seeds, signal, progress },
  };
  const possible = namedRows({
    ...options.beside,
    tuned: options.tunable !== null,
    words: learning.folds.every(({ learn }) => enoughForWords(learn.map((at) => groups[at] ?? ""))),
  });
  const simple: readonly RelevanceRow[] = [
    foldedRow(set, learning, (part, training) => majorityRow(part, training, seeds)),
    foldedRow(set, learning, (part, training) =>
      oneBitOracleRow(part, training, grading.classes.length - 1, seeds),
    ),
  ];
  const possibleBlends = blendsOf(possible.map(({ id }) => id));
  const all = [...simple, ...possible, ...possibleBlends].map(({ id }) => id);
  const endpoint = primaryEndpoint(set, all, options);
  for (const id of options.rows ?? []) requireRow(id, all, "--rows");
  const ids = options.rows === null ? all : chosenRows(all, options.rows, endpoint, possibleBlends);
  const isChosen = ({ id }: { readonly id: string }): boolean => ids.includes(id);
  const named = possible.filter(isChosen);
  const blends = possibleBlends.filter(isChosen);
  const settings = askedComparisons(set, ids, endpoint, seed);
  const evaluated = new Set(pairs.map(({ id }) => id));
  const told = await options.told(
    judgements.filter(({ id }) => evaluated.has(id)),
    { knowledge: ids.some(hasKnowledge), zeroShot: ids.some(hasZeroShot) },
  );
  if (told.knowledge !== null) requireKnowledge(pairs, told.knowledge.pieces);
  const leaks =
    told.knowledge === null ? [] : leaksOfKnowledge(pairs, grading, told.knowledge, seed);
  const kept = await options.keptFits?.(
    evaluationIdentity({
      ...{ heldOut: learning, knowledge: told.knowledge, zeroShot: told.zeroShot, seed },
      ...{ encoder: options.encoder.id, threads: options.threads },
    }),
  );
  const heldOut: HeldOutOptions = { ...learning, ...(kept !== undefined && { kept }) };
  const encode: Encode = (texts) =>
    encodeInParts(texts, {
      ...{ encoder: options.encoder, signal, progress },
      ...(kept !== undefined && { kept }),
    });
  await using boosting = new BoostingThreads(options.threads, signal);
  const fitTrees = boosting.fit;
  const ingredients = await ingredientsOf(pairs, { ...options, ...told, fitTrees }, encode, seed);
  const rows = [...simple, ...(await learntRows(named, blends, ingredients, heldOut))];
  const rowOf = (id: string): RelevanceRow => {
    const row = rows.find((one) => one.id === id);
    if (row === undefined) throw new RangeError(`no row ${id}`);
    return row;
  };
  const [of, against] = requirePilot(endpoint, ids);
  const pilot = { of: rowOf(of), against: rowOf(against) };
  const plan = planComparisons(set, pilot, settings);
  const control = await positiveControl(
    set,
    rowOf(controlledRow),
    ingredients,
    { encode, heldOut },
    plan,
  );
  await kept?.clear(ids);
  return {
    ...{ folds, seeds, splitBy, knowledge: ingredients.knowledge?.coverage ?? null },
    leftOut: { withoutTitle, beyondMost: graded.length - pairs.length },
    ...relevanceReport(set, rows, plan, control, leaks),
    errors: errorExamples(set, rows, {
      titleOf: (place) => pairs[place]?.words.title ?? "",
      ...{ base: "lexical", compared: [plan.endpoint, ...plan.others], seed },
    }),
  };
}

/** Each row that learns, then what they say together. */
async function learntRows(
  named: readonly NamedRow[],
  blends: readonly Blend[],
  ingredients: RowIngredients,
  heldOut: HeldOutOptions,
): Promise<readonly RelevanceRow[]> {
  const blendedIds = new Set(blends.flatMap(({ of }) => of));
  const kept = new Map<string, HeldOutRuns>();
  const rows: RelevanceRow[] = [];
  for (const { id, learnerOf } of named) {
    const told = await heldOutRuns(learnerOf(ingredients), heldOut);
    if (blendedIds.has(id)) kept.set(id, told);
    rows.push(decidedRow(id, told, heldOut));
  }
  for (const blend of blends) {
    const { id, of } = blend;
    const parts = of.map((part) => kept.get(part) ?? []);
    rows.push(decidedRow(id, blendedRuns(blend, parts, heldOut), heldOut));
  }
  return rows;
}

type Encode = (texts: Iterable<string>) => Promise<Vectors>;

async function ingredientsOf(
  pairs: readonly JudgedPair[],
  {
    knowledge: given,
    zeroShot,
    tunable,
    threads,
    fitTrees,
  }: ToldBeside & Pick<RelevanceOptions, "tunable" | "threads"> & Pick<RowIngredients, "fitTrees">,
  encode: Encode,
  seed: number,
): Promise<RowIngredients> {
  const ofPairs = await encode(textsWithoutKnowledge(pairs));
  const knowledge =
    given === null
      ? null
      : givenKnowledge(pairs, {
          ...{ pieces: given.pieces, vectors: ofPairs, seed },
        });
  const beside = await encode(knowledge === null ? [] : textsBeside(pairs, knowledge));
  return {
    ...{ pairs, knowledge, tunable, threads, fitTrees, featuresOf: foldFeatures(pairs) },
    vectors: new Map([...ofPairs, ...beside]),
    zeroShot: zeroShot && pairs.map(({ id }) => zeroShot.get(id) ?? Number.NaN),
  };
}

/** Knowledge that is right in a known share, given to the same learner as all other knowledge. */
async function positiveControl(
  set: EvaluatedSet,
  base: RelevanceRow,
  ingredients: RowIngredients,
  { encode, heldOut }: { readonly encode: Encode; readonly heldOut: HeldOutOptions },
  plan: { readonly seed: number; readonly draws: number },
): Promise<ControlOutcome> {
  const runs = [];
  for (const probability of controlProbabilities) {
    const { classes } = set;
    const synthetic = syntheticKnowledge(classes, set.judgements, probability, plan.seed);
    const beside = sentencesOf(synthetic);
    const own = await encode(
      set.judgements.flatMap((_, at) => [beside(at).query, beside(at).product]),
    );
    const vectors = new Map([...ingredients.vectors, ...own]);
    const id = `${controlledRow}+control-${probability}`;
    const { learnerOf } = biEncoderRow(id, () => beside);
    const told = await heldOutRuns(learnerOf({ ...ingredients, vectors }), heldOut);
    const row = decidedRow(id, told, heldOut);
    runs.push({ probability, row });
  }
  return controlOutcome(set, base, runs, { ...plan, metric: "macroF1" });
}
