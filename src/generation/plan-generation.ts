import { type Scope, typeScopes } from "../domain/tables/scopes.ts";
import { countedAtMost } from "../language-model/counted-prompts.ts";
import { around, type Range, type UsageEstimate } from "../language-model/estimate-usage.ts";
import { type CallKind, type KnownUsage, plannedCalls } from "../language-model/planned-calls.ts";
import { pairRelations } from "../relations/pair-relations.ts";
import type { Relation } from "../relations/relation.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { typedProducts } from "../stage/typed-products.ts";
import { counted } from "../text/counted.ts";
import type { AnswerForm } from "./answer-form.ts";
import {
  type Asked,
  type GenerationConfig,
  generationWork,
  type WorkSources,
} from "./generation-work.ts";
import { variantNotices } from "./queries-to-ask.ts";
import { chosenTypes, countTypeHeads, nextTypes } from "./type-head.ts";
import { countAskedPartners } from "./type-partner-heads.ts";
import { waitingNotices } from "./waiting-notices.ts";

/** How much of a shop something speaks of. */
export interface Coverage {
  readonly products: number;
  readonly queries: number;
  readonly pairs: number;
}

export interface ScopePlan {
  readonly asked: Asked;
  /** Types, pairs of types that are bought together, queries or pairs that are asked about. */
  readonly heads: number;
  /** How many there are without limits. */
  readonly ofHeads: number;
  /** Answers that are needed in all. */
  readonly answers: number;
  /** Those of them that are still to be asked for; with `atMost` at most. */
  readonly calls: number;
  /** Answers that batch jobs ask for already. */
  readonly inJobs: number;
  /** The part of `calls` that is probably asked, and how far that may be off. */
  readonly share: Range;
  /** What the scope speaks of. Whether something is then known of it is for filters and critics. */
  readonly covers: Coverage;
  /** Whether some of it waits for what product types explain: then there may be less of it. */
  readonly atMost: boolean;
  /** Of queries and pairs: not asked about, for types beyond the limit may still explain them. */
  readonly waiting: number;
  readonly relations: readonly RelationPlan[];
}

/** What is still to be asked in one relation, and what that takes. */
export interface RelationPlan {
  readonly relation: string;
  /** Answers that are needed in all. */
  readonly answers: number;
  readonly calls: number;
  readonly tokens: UsageEstimate;
}

export interface GenerationPlan {
  readonly scopes: readonly ScopePlan[];
  /** All there is to cover. */
  readonly of: Coverage;
  /** What a person has to know of limits. */
  readonly notices: readonly string[];
  /** The prompts about so many things of each relation in a scope are counted, and stand for all; null: all are. */
  readonly sampleOf: number | null;
  /** How long a call took on the whole, of those whose answer is there, whatever was in flight beside it; null: none is. */
  readonly secondsPerCall: number | null;
}

/**
 * Counts what a run would ask, by scope, without asking.
 *
 * @param waiting of which scopes the graph is still to say which heads are asked about
 */
export async function planGeneration(
  connection: SqlConnection,
  sources: WorkSources,
  settings: GenerationConfig,
  relations: readonly Relation[],
  seed: number,
  known: KnownUsage,
  waiting: ReadonlySet<Scope>,
  signal: AbortSignal,
): Promise<GenerationPlan> {
  const work = await generationWork(connection, sources, settings, relations, seed);
  const counts = plannedCalls(known, seed, signal);
  const kinds = new Map<Asked, Map<string, CallKind>>();
  for (const { asked, asks } of work.buckets) {
    const ofScope = kinds.get(asked) ?? new Map<string, CallKind>();
    kinds.set(asked, ofScope);
    for (const { relation, request } of (await asks()).asks.flat()) {
      const kind = ofScope.get(relation.name) ?? counts.newKind();
      ofScope.set(relation.name, kind);
      counts.add(kind, request);
    }
  }
  const inputs = await counts.counted(
    [...kinds.values()].flatMap((ofScope) => [...ofScope.values()]),
  );
  const answer = usualAnswer(settings.answers);
  const covered = await coverageOf(connection, sources, settings);
  const all = covered("all");
  const scopes: ScopePlan[] = [];
  for (const { asked, heads, calls: answers, waiting: behind } of work.scopes) {
    const ofHeads = await countAll(connection, sources, settings, relations, asked, all);
    const atMost = asked !== "type-partners" && waiting.has(asked);
    const relationPlans = [...(kinds.get(asked) ?? [])].map(([relation, kind]) => {
      const { needed, toAsk } = kind;
      const { calls, inputBytes } = toAsk;
      const tokens = counts.estimate(kind, { calls, inputBytes, usualOutputTokens: answer });
      const inputTokens = inputs.get(toAsk)?.tokens ?? tokens.inputTokens;
      return { relation, answers: needed, calls, tokens: { ...tokens, inputTokens } };
    });
    scopes.push({
      ...{ asked, heads, answers, waiting: behind },
      ...{ ofHeads, atMost },
      // A limit that takes a small part of what there is will find so many unexplained.
      share: atMost && 2 * heads > ofHeads - behind ? unexplainedShare : around(1, 0),
      calls: relationPlans.reduce((sum, { calls }) => sum + calls, 0),
      inJobs: [...(kinds.get(asked)?.values() ?? [])].reduce((sum, { inJobs }) => sum + inJobs, 0),
      relations: relationPlans,
      covers: covered(asked),
    });
  }
  return {
    ...{ scopes, of: all },
    sampleOf: [...inputs.values()].every(({ isWhole }) => isWhole) ? null : countedAtMost,
    secondsPerCall: counts.secondsPerCall(),
    notices: [
      ...(await furtherTypes(connection, sources, settings, scopes)),
      ...waitingNotices(work.scopes, settings),
      ...(await variantNotices(connection, sources, settings)),
    ],
  };
}

/** Of queries and pairs types explain few: in the sample shop and on BundleRec none is more than a third. */
const unexplainedShare: Range = { low: 0.7, expected: 0.85, high: 1 };

/** Tokens of a line, as answers of lists and draws have them. */
const lineTokens = 7;

/** Tokens of an answer, as long as the model was not asked. */
const usualAnswer = ({ form, count, maxTokens }: AnswerForm): number =>
  Math.min(maxTokens, form === "draws" ? lineTokens : count * (lineTokens + 1));

async function countAll(
  connection: SqlConnection,
  sources: WorkSources,
  settings: GenerationConfig,
  relations: readonly Relation[],
  asked: Asked,
  all: Coverage,
): Promise<number> {
  const unlimited = { ...settings, limitTypes: null };
  if (asked === "query" || asked === "pair") {
    if (pairRelations(relations).length === 0) return 0;
    return asked === "pair" ? all.pairs : countBoughtQueries(connection, sources);
  }
  if (asked !== "type-partners") return countTypeHeads(connection, sources, asked, unlimited);
  const isWanted = relations.some(({ partners }) => partners !== undefined);
  return isWanted
    ? countAskedPartners(connection, sources, unlimited, settings.partnersPerType)
    : 0;
}

/** Queries after which something was bought: others can't be asked about. */
async function countBoughtQueries(
  connection: SqlConnection,
  { pairs }: WorkSources,
): Promise<number> {
  if (pairs.files.length === 0) return 0;
  const reader = await connection.runAndReadAll(
    `SELECT count(DISTINCT headA) FROM ${sqlParquet(pairs.files)} WHERE behaviour = 'searchBuy'`,
  );
  return Number(reader.getRows()[0]?.[0]);
}

/** Examples of types that a higher limit adds. */
const examplesShown = 5;

async function furtherTypes(
  connection: SqlConnection,
  sources: WorkSources,
  settings: GenerationConfig,
  scopes: readonly ScopePlan[],
): Promise<readonly string[]> {
  const types = scopes.find(({ asked }) => asked === "product-type");
  const beyond = (types?.ofHeads ?? 0) - (types?.heads ?? 0);
  if (beyond <= 0) return [];
  const next = await nextTypes(connection, sources, settings, examplesShown);
  const examples = next.map((name) => `“${name}”`).join(", ");
  return [
    `limit-types (${settings.limitTypes}) leaves out ${counted(beyond, "product types")}. A higher one adds first: ${examples}.`,
  ];
}

async function coverageOf(
  connection: SqlConnection,
  { pairs, products, queries, productTypes }: WorkSources,
  settings: GenerationConfig,
): Promise<(scope: Asked | "all") => Coverage> {
  const sources = { productTypes, products };
  await connection.run("CREATE OR REPLACE TEMP TABLE covered (scope VARCHAR, product VARCHAR)");
  for (const scope of typeScopes) {
    if (!settings.scopes.includes(scope)) continue;
    await connection.run(
      `INSERT INTO covered SELECT DISTINCT '${scope}', product
       FROM (${typedProducts(sources).query})
       WHERE type IN (SELECT id FROM (${chosenTypes(sources, scope, settings)}))`,
    );
  }
  for (const chosen of ["heads", "query_heads"]) {
    await connection.run(`CREATE TEMP TABLE IF NOT EXISTS ${chosen} (id VARCHAR)`);
  }
  const file = new URL("./coverage.sql", import.meta.url);
  const reader = await connection.runAndReadAll(sqlFromFile(file, { pairs, products, queries }));
  const rows = new Map(
    reader.getRows().map(([scope, ...counts]) => {
      const [ofProducts = 0, ofQueries = 0, ofPairs = 0] = counts.map(Number);
      return [String(scope), { products: ofProducts, queries: ofQueries, pairs: ofPairs }];
    }),
  );
  return (scope) => rows.get(scope) ?? { products: 0, queries: 0, pairs: 0 };
}
