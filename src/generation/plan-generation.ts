import { type Scope, typeScopes } from "../domain/tables/scopes.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import type { Relation } from "../relations/relation.ts";
import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { typedProducts } from "../stage/typed-products.ts";
import {
  type Asked,
  type GenerationConfig,
  generationWork,
  type WorkSources,
} from "./generation-work.ts";
import { chosenTypes, countTypeHeads, nextTypes } from "./type-head.ts";
import { countAskedPartners } from "./type-partner-heads.ts";
import { counted, waitingNotices } from "./waiting-notices.ts";

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
  /** Those of them that are still to be asked for. */
  readonly calls: number;
  /** What the scope speaks of. Whether something is then known of it is for filters and critics. */
  readonly covers: Coverage;
  /** Whether some of it waits for what product types explain: then there may be less of it. */
  readonly atMost: boolean;
  /** Of queries and pairs: not asked about, for types beyond the limit may still explain them. */
  readonly waiting: number;
}

export interface GenerationPlan {
  readonly scopes: readonly ScopePlan[];
  /** All there is to cover. */
  readonly of: Coverage;
  /** What a person has to know of limits. */
  readonly notices: readonly string[];
}

/**
 * Counts what a run would ask, by scope, without asking.
 *
 * @param isKnown whether an answer is there already
 * @param waiting of which scopes the graph is still to say which heads are asked about
 */
export async function planGeneration(
  connection: SqlConnection,
  sources: WorkSources,
  settings: GenerationConfig,
  relations: readonly Relation[],
  seed: number,
  isKnown: (request: GenerateRequest) => boolean,
  waiting: ReadonlySet<Scope>,
): Promise<GenerationPlan> {
  const work = await generationWork(connection, sources, settings, relations, seed);
  const calls = new Map<Asked, number>();
  for (const { asked, asks } of work.buckets) {
    const unknown = (await asks()).asks.flat().filter(({ request }) => !isKnown(request)).length;
    calls.set(asked, (calls.get(asked) ?? 0) + unknown);
  }
  const covered = await coverageOf(connection, sources, settings);
  const all = covered("all");
  const scopes: ScopePlan[] = [];
  for (const { asked, heads, calls: answers, waiting: behind } of work.scopes) {
    scopes.push({
      ...{ asked, heads, answers, waiting: behind },
      ofHeads: await countAll(connection, sources, settings, asked, all),
      calls: calls.get(asked) ?? 0,
      covers: covered(asked),
      atMost: asked !== "type-partners" && waiting.has(asked),
    });
  }
  return {
    scopes,
    of: all,
    notices: [
      ...(await furtherTypes(connection, sources, settings, scopes)),
      ...waitingNotices(work.scopes, settings),
    ],
  };
}

async function countAll(
  connection: SqlConnection,
  sources: WorkSources,
  settings: GenerationConfig,
  asked: Asked,
  all: Coverage,
): Promise<number> {
  const unlimited = { ...settings, limitTypes: null };
  if (asked === "query") return all.queries;
  if (asked === "pair") return all.pairs;
  return asked === "type-partners"
    ? countAskedPartners(connection, sources, unlimited, settings.partnersPerType)
    : countTypeHeads(connection, sources, asked, unlimited);
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
    `limit-types (${settings.limitTypes}) leaves out ${counted(beyond, "product type", "product types")}. A higher one adds first: ${examples}.`,
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
