import { appendFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { queryId } from "../../src/domain/ids.ts";
import { openSql, type SqlConnection, sqlText } from "../../src/sql/sql.ts";
import { normaliseQuery } from "../../src/text/normalise.ts";
import { personalDataClass } from "../../src/text/personal-data.ts";
import { type BareQuery, bareColumns, bareQueries, bareText } from "./bare/bare-queries.ts";
import { layPeerInput } from "./peer-input.ts";
import type { SimulatedLog } from "./simulated-log.ts";
import { copyWorkspace, importDays, mine } from "./workspaces.ts";

/** How far two ways come to the same rows. */
export interface Agreement {
  readonly query: BareQuery;
  readonly agreed: number;
  /** Of both together. */
  readonly rows: number;
}

/** Compares the results in two folders, `NAME.parquet` each, row for row. */
export function compareResults(one: string, other: string): Promise<readonly Agreement[]> {
  return withEngine(one, (connection) =>
    each(bareQueries, (query) => {
      const rows = (folder: string): string => {
        const path = join(folder, `${query}.parquet`);
        // A result is one file, or a folder of them.
        const files = statSync(path).isDirectory() ? join(path, "*.parquet") : path;
        return `SELECT ${bareColumns[query].join(", ")} FROM read_parquet(${sqlText(files)})`;
      };
      return agreement(connection, query, rows(one), rows(other));
    }),
  );
}

/** Mining without its rules: what stays out is what holds personal data. */
const withoutRules = `
mining:
  bots: { searches: null, acts-per-minute: null }
  query-gate: { customers: 1 }
  search-buy: { click-rate-low: 0, purchase-rate-low: 0 }
  co-buy: { minimum-lift: 0, random-co-purchase: { minimum-baskets: 1000000 } }
`;

/**
 * Rows of the log that mining and a bare query treat differently by design: mining takes returns off the purchases, and
 * asks more of a purchase that names no search before it counts it for one.
 */
const treatedDifferently: Readonly<Record<BareQuery, string>> = {
  "search-buy": "kind = 'return' OR (kind = 'purchase' AND queryId IS NULL)",
  "co-buy": "kind = 'return'",
};

/** The pairs of both with their counts. */
const comparedPairs: Readonly<Record<BareQuery, { readonly bare: string; readonly ours: string }>> =
  {
    "search-buy": {
      bare: `SELECT id, head, CAST(sum(times) AS BIGINT), CAST(sum(clicks) AS BIGINT)
        FROM found JOIN query_ids USING (site, locale, query) GROUP BY id, head`,
      ours: "SELECT headA, headB, count, clicks FROM pairs WHERE behaviour = 'searchBuy'",
    },
    "co-buy": {
      bare: "SELECT head_a, head_b, times, customers FROM found",
      ours: "SELECT headA, headB, count, customers FROM pairs WHERE behaviour = 'coBuy'",
    },
  };

/**
 * Compares what mining finds, without its rules, with what the bare queries find, pair for pair with their counts, over
 * the part of a log that both treat alike.
 */
export const compareWithMining = (
  log: SimulatedLog,
  base: string,
  folder: string,
): Promise<readonly Agreement[]> =>
  each(bareQueries, async (query) => {
    const [workspace, input] = [join(folder, `${query}-unruled`), join(folder, `${query}-input`)];
    copyWorkspace(base, workspace);
    appendFileSync(join(workspace, "cosmo.yaml"), withoutRules);
    importDays(log, workspace, log.days, treatedDifferently[query]);
    await mine(workspace);
    await layPeerInput(workspace, input);
    return withEngine(folder, async (connection) => {
      for (const [view, files] of Object.entries({
        events: join(input, "events", "*"),
        heads: join(input, "heads.parquet"),
        pairs: join(workspace, "data", "parts", "pairs", "*", "rows.parquet"),
      })) {
        const rows = `SELECT * FROM read_parquet(${sqlText(files)})`;
        await connection.run(`CREATE TEMP VIEW ${view} AS ${rows}`);
      }
      await connection.run(`CREATE TEMP TABLE found AS ${bareText(query)}`);
      await createQueryIds(connection);
      const { bare, ours } = comparedPairs[query];
      return agreement(connection, query, bare, ours);
    });
  });

/** The ids of the queries that mining lets out, of each way in which they were typed. */
async function createQueryIds(connection: SqlConnection): Promise<void> {
  await connection.run(
    "CREATE TEMP TABLE query_ids (site VARCHAR, locale VARCHAR, query VARCHAR, id VARCHAR)",
  );
  const typed = await connection.runAndReadAll(
    "SELECT DISTINCT site, locale, query FROM events WHERE query IS NOT NULL",
  );
  const ids = typed.getRows().map((row) => {
    const [site = "", locale = "", query = ""] = row.map(String);
    const text = normaliseQuery(query);
    const isPersonal = personalDataClass(query) !== "none";
    return {
      site,
      locale,
      query,
      isPersonal,
      id: queryId(site, locale, text),
      isEmpty: text === "",
    };
  });
  const kept = new Set(ids.map(({ id }) => id));
  for (const { id, isPersonal, isEmpty } of ids) if (isPersonal || isEmpty) kept.delete(id);
  const appender = await connection.createAppender("query_ids", null, "temp");
  for (const { site, locale, query, id } of ids.filter((one) => kept.has(one.id))) {
    for (const value of [site, locale, query, id]) appender.appendVarchar(value);
    appender.endRow();
  }
  appender.closeSync();
}

/** Both selects have the same columns in the same order. */
async function agreement(
  connection: SqlConnection,
  query: BareQuery,
  one: string,
  other: string,
): Promise<Agreement> {
  const counted = await connection.runAndReadAll(
    `SELECT
       (SELECT count(*) FROM (${one} INTERSECT ALL ${other})),
       (SELECT count(*) FROM (${one})) + (SELECT count(*) FROM (${other}))`,
  );
  const [agreed = 0, both = 0] = (counted.getRows()[0] ?? []).map(Number);
  return { query, agreed, rows: both - agreed };
}

async function withEngine<Result>(
  folder: string,
  work: (connection: SqlConnection) => Promise<Result>,
): Promise<Result> {
  const sql = await openSql({ threads: 2, memoryLimit: "1GB", temporaryFolder: folder });
  try {
    return await sql.use(work);
  } finally {
    sql.close();
  }
}

/** One behind the other. */
async function each<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
