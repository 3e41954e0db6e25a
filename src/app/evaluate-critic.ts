import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import {
  trainedWayCount,
  trainedWays,
  untrainedWays,
  type WayToRate,
} from "../critic/compared-ratings.ts";
import { type CriticDifference, criticDifference } from "../critic/critic-difference.ts";
import { criticQuestions } from "../critic/critic-model.ts";
import {
  type CriticRow,
  criticRow,
  groupedCriticRows,
  type RatedClaim,
  type ThresholdRow,
  thresholdRows,
} from "../critic/critic-report.ts";
import { encodeInputs } from "../critic/features.ts";
import { inputDifferenceText } from "../critic/input-difference-text.ts";
import { type LabelledClaim, labelledClaims } from "../critic/labelled-claims.ts";
import { ratedClaims } from "../critic/rated-claims.ts";
import type { CriticCard } from "../critic/trained-critic.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import { claims as claimsTable } from "../domain/tables/claims.ts";
import { labels } from "../domain/tables/labels.ts";
import { isTypeScope, type Scope, scopes } from "../domain/tables/scopes.ts";
import { scores } from "../domain/tables/scores.ts";
import { tails } from "../domain/tables/tails.ts";
import type { MeasuredText } from "../measures/measure-store.ts";
import { readParquetTable } from "../sql/parquet-table.ts";
import { sqlParquet, sqlText } from "../sql/sql.ts";
import { evaluationsFolder } from "./evaluate-graph.ts";
import {
  type EvaluateOptions,
  evaluateVerdicts,
  type VerdictEvaluation,
} from "./evaluate-verdicts.ts";
import { readJsonLines } from "./read-json-lines.ts";
import { type Lookup, openLookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

export interface CriticEvaluation {
  /** The critic that is trained on the labels: its data, settings and figures. */
  readonly card: Omit<CriticCard, "figures">;
  /** Claims of the test side, none of whose product types and tails were learnt from. */
  readonly testClaims: number;
  /** The language model that judges, whose rows are called after it; null where none does. */
  readonly judge: VerdictEvaluation | null;
  readonly rows: readonly CriticRow[];
  readonly differences: readonly CriticDifference[];
  /**
   * Among claims that a model made: those are what the graph is made of; by the language model that judges, where one
   * does. How many claims of the workspace are above is null where another critic scored them.
   */
  readonly thresholds: readonly ThresholdRow[];
}

/** Seed of the intervals. */
const seed = 1;

/** Raised when the same labels would give other figures than before. */
const evaluationVersion = 5;

/** Log-probability differences of the sample's labels: they take a small model minutes. */
const sampleMeasuresFile = fileURLToPath(
  new URL("../../samples/labels/measures.jsonl.gz", import.meta.url),
);

/**
 * Holds the critic that is trained on the labels against the test side, beside what each of its parts
 * says alone. What was found is kept.
 *
 * @throws CosmoError LABELS_MISSING, LABELS_TOO_FEW, and those of fetching the encoder
 */
export async function evaluateCritic(
  workspace: Workspace,
  options: EvaluateOptions,
): Promise<CriticEvaluation> {
  const { signal, progress } = options;
  const { ports } = workspace;
  const lookup = await openLookup(workspace);
  const content = lookup.content(labels);
  if (content === null) throw labelsMissing();
  const rows = await Array.fromAsync(readParquetTable(workspace.sql, labels, lookup.files(labels)));
  const claims = labelledClaims(rows);
  ports.measures.add((await readJsonLines(sampleMeasuresFile)) as MeasuredText[]);
  const differences = knownDifferences(workspace, claims);
  const judged = await evaluateVerdicts(workspace, claims, options);
  const { by } = workspace.configuration.critic;
  if (by.endsWith(".onnx") || by.endsWith(".parquet")) {
    options.say(
      `${by} judges the claims here (critic.by); what is measured below is the critic that learns from the labels.`,
    );
  }
  const { encoder } = ports.critic;
  const critic = ports.critic.trained({
    content,
    async *rows() {
      yield* rows;
    },
  });
  const recipe = hashOf([
    evaluationVersion,
    seed,
    critic.id,
    lookup.content(scores),
    lookup.content(tails),
    differences.map(String),
    judged === undefined
      ? null
      : [judged.evaluation, claims.map((_, place) => scoresOf(judged.way, place))],
  ]).slice(0, 20);
  const file = join(evaluationsFolder(workspace), `critic-${recipe}.json`);
  const before = await readJsonFile<CriticEvaluation>(file, {
    hint: `Remove ${file}; it is made again.`,
  });
  if (before !== undefined) return before;
  try {
    const { figures: _, ...card } = await critic.card(signal);
    const inputs = claims.map(({ input }) => input);
    const judgements = await critic.judge(inputs, signal);
    const all: WayToRate = {
      id: "all",
      probabilities: true,
      scoreOf(question, place) {
        const judgement = judgements[place];
        const value = question === "plausible" ? judgement?.plausibility : judgement?.typicality;
        return value ?? Number.NaN;
      },
    };
    const encoded = await encodeInputs(inputs, encoder, signal, differences);
    const trained: WayToRate[] = [];
    const work = progress.started("evaluate critic", "trainings", trainedWayCount);
    const trainingSeed = workspace.configuration.seed;
    for await (const way of trainedWays(claims, encoded, trainingSeed, signal)) {
      trained.push(way);
      work.progressed(trained.length);
    }
    work.finished();
    const evaluation = {
      card,
      judge: judged?.evaluation ?? null,
      ...(await reportOf(
        claims,
        all,
        [
          ...untrainedWays(claims, encoded, await tailFrequencies(lookup)),
          ...trained,
          ...(judged === undefined ? [] : [judged.way]),
        ],
        judged === undefined
          ? { id: card.id, way: all }
          : { id: judged.evaluation.id, way: judged.way },
        lookup,
      )),
    };
    await writeFileDurably(file, `${JSON.stringify(evaluation, undefined, 2)}\n`);
    return evaluation;
  } finally {
    await critic.close();
  }
}

async function reportOf(
  claims: readonly LabelledClaim[],
  all: WayToRate,
  others: readonly WayToRate[],
  deciding: { readonly id: string; readonly way: WayToRate },
  lookup: Lookup,
): Promise<Omit<CriticEvaluation, "card" | "judge">> {
  const places = claims.flatMap(({ split }, place) => (split === "test" ? [place] : []));
  const test = places.map((place) => claims[place] as LabelledClaim);
  const ratingOf = (way: WayToRate, question: (typeof criticQuestions)[number]) =>
    ratedClaims(test, question, (place) => way.scoreOf(question, places[place] ?? -1));
  const rows: CriticRow[] = [];
  const differences: CriticDifference[] = [];
  for (const question of criticQuestions) {
    const rated = ratingOf(all, question);
    for (const way of [...others, all]) {
      const own = way === all ? rated : ratingOf(way, question);
      const options = { seed, probabilities: way.probabilities };
      rows.push(criticRow(way.id, question, own, options));
      const judged = own.filter(({ madeBy }) => madeBy !== "author");
      if (judged.length < own.length) {
        rows.push(criticRow(`${way.id}/judged`, question, judged, options));
      }
      if (way !== all) {
        const [of, against] = [rated, own];
        differences.push(
          criticDifference(
            question,
            { id: "all", claims: of },
            { id: way.id, claims: against },
            seed,
          ),
        );
      }
    }
    rows.push(...groupedCriticRows("all", question, rated, { seed, probabilities: true }));
  }
  const judged = ratingOf(deciding.way, "plausible").filter(({ madeBy }) => madeBy !== "author");
  return {
    testClaims: test.length,
    rows,
    differences,
    thresholds: await thresholdsOf(judged, lookup, deciding.id),
  };
}

/**
 * Of each scope that was labelled. A claim about a query is judged as one about the query and what was bought; it is
 * told of where there are such claims.
 */
async function thresholdsOf(
  judged: readonly RatedClaim[],
  lookup: Lookup,
  critic: string,
): Promise<readonly ThresholdRow[]> {
  const scored = await plausibilities(lookup, critic);
  return scopes.flatMap((scope) => {
    const ofScope = scored?.get(scope) ?? null;
    const own = judged.filter(({ subject }) => isJudgedAs(scope, subject));
    const isLabelled = scope === "product-type" || scope === "pair";
    const isTold = own.length > 0 && (isLabelled || ofScope !== null);
    return isTold ? thresholdRows(scope, own, ofScope, seed) : [];
  });
}

const isJudgedAs = (scope: Scope, subject: string): boolean => {
  if (isTypeScope(scope)) return subject === "productType";
  return scope === "query" ? subject === "searchBuy" : subject !== "productType";
};

/** What the critic says of this workspace's claims, by scope; null where another one scored them. */
async function plausibilities(
  { workspace, files }: Lookup,
  critic: string,
): Promise<ReadonlyMap<string, readonly number[]> | null> {
  if (files(scores).length === 0) return null;
  const rows = await workspace.sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT claim.scope, list(score.plausibility ORDER BY score.claim), bool_and(score.critic = ${sqlText(critic)})
       FROM ${sqlParquet(files(scores))} AS score
       JOIN ${sqlParquet(files(claimsTable))} AS claim ON claim.id = score.claim
       GROUP BY claim.scope`,
    );
    return reader.getRowsJS();
  });
  if (!rows.every(([, , isOwn]) => isOwn === true)) return null;
  return new Map(
    rows.map(([scope, values]) => [String(scope), (values as readonly unknown[]).map(Number)]),
  );
}

/** Of how many heads of this workspace a tail is said, whatever became of the claim. */
async function tailFrequencies(lookup: Lookup): Promise<(normalForm: string) => number> {
  const files = lookup.files(tails);
  if (files.length === 0) return () => 0;
  const rows = await lookup.workspace.sql.use(async (connection) => {
    const reader = await connection.runAndReadAll(
      `SELECT normalForm, count(DISTINCT head) FROM ${sqlParquet(files)} GROUP BY normalForm`,
    );
    return reader.getRows();
  });
  const counts = new Map(rows.map(([form, count]) => [String(form), Number(count)]));
  return (form) => counts.get(form) ?? 0;
}

/** Those that were measured before; NaN for others. */
function knownDifferences(
  { ports }: Workspace,
  claims: readonly LabelledClaim[],
): readonly number[] {
  const texts = claims.map(({ input }) => inputDifferenceText(input));
  const known = ports.measures.known(ports.critic.differences.name, texts);
  return texts.map((text) => known.get(text) ?? Number.NaN);
}

const scoresOf = (way: WayToRate, place: number): readonly string[] =>
  criticQuestions.map((question) => String(way.scoreOf(question, place)));

const labelsMissing = (): CosmoError =>
  new CosmoError("LABELS_MISSING", "No labels have been put together yet", {
    hint: "Run `cosmo run score` first.",
    exitCode: 2,
  });
