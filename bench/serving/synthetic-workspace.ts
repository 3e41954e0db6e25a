import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { datasetOf, type PartManifest } from "../../src/artifact/dataset.ts";
import { type GraphVersion, graphTables } from "../../src/graph/graph-version.ts";
import { openVersionStore } from "../../src/graph/version-store.ts";
import { publishIndex } from "../../src/knowledge/publish-index.ts";
import { openSql, sqlParquet, sqlText } from "../../src/sql/sql.ts";
import { sqlFromFile } from "../../src/sql/sql-file.ts";

export interface SyntheticWorkspace {
  readonly folder: string;
  /** Ids of the two versions, which differ in their draws. */
  readonly versions: readonly [string, string];
  readonly edges: number;
  /** Words of queries that both versions know. */
  readonly queries: readonly string[];
  /** To compile the index of one version, from its tables. */
  readonly compileSeconds: number;
}

export interface SyntheticSize {
  readonly edges: number;
  readonly heads: number;
  readonly nodes: number;
}

/** Far more than any cache near the processor holds. */
const queriesGiven = 20_000;

/**
 * Makes a workspace with two published versions of a drawn graph, straight from SQL: no log, no model.
 * Both have the same heads.
 */
export async function makeSyntheticWorkspace(
  folder: string,
  size: SyntheticSize,
): Promise<SyntheticWorkspace> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "cosmo.yaml"),
    "site: shop\nrefinement: { perplexity-by: none, cosine-by: none }\n",
  );
  const graphFolder = join(folder, "data", "graph");
  const store = openVersionStore(graphFolder);
  const ids: string[] = [];
  let compileSeconds = 0;
  let edges = 0;
  let queries: readonly string[] = [];
  for (const seed of [1, 2]) {
    const sql = await openSql({ threads: 2, memoryLimit: "4GB", temporaryFolder: folder });
    const files = await writeTables(folder, seed, size, sql);
    const contents = graphTables.map((name) => part(name, `${name} of seed ${seed}`));
    const tables = Object.fromEntries(
      graphTables.map((name, place) => [name, datasetOf(name, contents.slice(place, place + 1))]),
    ) as GraphVersion["tables"];
    const commit = { tables, byRelation: {}, author: "bench", message: `seed ${seed}`, time: seed };
    const { version } = await store.publish(commit, async ({ content }) => {
      const start = performance.now();
      await publishIndex(
        { sql, files, content },
        undefined,
        {
          indexes: join(graphFolder, "indexes"),
          temporary: join(folder, "data", "temporary"),
          keep: ids.length === 0 ? [] : [(await store.get(ids[0] ?? "")).content],
        },
        new AbortController().signal,
      );
      compileSeconds = (performance.now() - start) / 1000;
    });
    edges = await sql.use(async (connection) => {
      const counted = await connection.runAndReadAll(
        `SELECT count(*) FROM ${sqlParquet(files.edges)}`,
      );
      return Number(counted.getRows()[0]?.[0]);
    });
    queries = await sql.use(async (connection) => {
      const found = await connection.runAndReadAll(
        `SELECT words FROM ${sqlParquet(files.heads)} WHERE kind = 'query'
         ORDER BY hash(id) LIMIT ${queriesGiven}`,
      );
      return found.getRows().map(([words]) => String(words));
    });
    sql.close();
    ids.push(version.id);
  }
  const [first = "", second = ""] = ids;
  return { folder, versions: [first, second], edges, queries, compileSeconds };
}

type Files = Readonly<Record<(typeof graphTables)[number], readonly string[]>>;

async function writeTables(
  folder: string,
  seed: number,
  size: SyntheticSize,
  sql: Awaited<ReturnType<typeof openSql>>,
): Promise<Files> {
  const files: Record<string, readonly string[]> = {};
  await sql.use(async (connection) => {
    const values = { seed, nodes: size.nodes, heads: size.heads, edges: size.edges };
    await connection.run(sqlFromFile(new URL("./synthetic-graph.sql", import.meta.url), values));
    await connection.run("ALTER TABLE heads ADD COLUMN countedAs VARCHAR");
    await connection.run("UPDATE heads SET countedAs = id");
    await connection.run("ALTER TABLE heads DROP COLUMN number");
    for (const name of graphTables) {
      const file = join(folder, `${name}-${seed}.parquet`);
      await connection.run(`COPY ${name} TO ${sqlText(file)} (FORMAT parquet)`);
      files[name] = [file];
    }
  });
  return files as unknown as Files;
}

/** Tells one version's content from the other's; its rows are read from elsewhere. */
const part = (table: string, content: string): PartManifest => ({
  table,
  tableVersion: 1,
  name: "all",
  recipe: content,
  content,
  rows: 0,
  files: {},
  dropped: {},
  samples: {},
});
