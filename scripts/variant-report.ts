// How many of the queries that the stage `variants` joins say the same, by words alone, by behaviour alone, and by both. Prints one
// JSON document.
//   node scripts/variant-report.ts [WORKSPACE] [--data FOLDER] [--list N]
//   node scripts/variant-report.ts --size N
// WORKSPACE: one with an imported log of the sample shop, in which a joined query is right where the shop
// has a need with both, or both ask for one product type.
// --data: a folder with queries that people typed; default ../shared/data. There pairs are right as they were read
// (docs/readings). --list N: prints, instead, of each way the N pairs of each set that are to be read first, with their words.
// --size N: joins, instead, N made-up queries by both, and says how long that takes and how much memory.
// No real log has queries with clicks or purchases: what people judged relevant, or put into a bundle with this intent, stands for it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { runWorkspace } from "../src/app/run.ts";
import { sampleShopFolder } from "../src/app/sample-shop.ts";
import type { Workspace } from "../src/app/workspace.ts";
import { datasetOf } from "../src/artifact/dataset.ts";
import { openStore, type Store } from "../src/artifact/store.ts";
import { silentProgress } from "../src/domain/progress.ts";
import type { RowOf, Table } from "../src/domain/table.ts";
import { products } from "../src/domain/tables/products.ts";
import { queries } from "../src/domain/tables/queries.ts";
import { queryProducts } from "../src/domain/tables/query-products.ts";
import { headFacts } from "../src/evaluation/head-facts.ts";
import { readTruth } from "../src/evaluation/read-truth.ts";
import { variantQuality } from "../src/evaluation/variant-quality.ts";
import {
  inDrawingOrder,
  readPrecision,
  variantReadingLine,
} from "../src/evaluation/variant-reading.ts";
import { readShop } from "../src/simulation/read-shop.ts";
import { openSql, type Sql } from "../src/sql/sql.ts";
import { normaliseQuery } from "../src/text/normalise.ts";
import { type ClusterSources, clusterQueries } from "../src/variants/cluster-queries.ts";
import { variantsConfig } from "../src/variants/variants-stage.ts";
import { fourDigits } from "./four-digits.ts";
import { inWorkspace } from "./in-workspace.ts";
import { linesOf } from "./pair-reading/lines-of.ts";
import { usualDataFolder } from "./pair-reading/real-logs.ts";
import { madeUpQueries } from "./variant-report/made-up-queries.ts";
import { realQueries } from "./variant-report/real-queries.ts";
import { withClearErrors } from "./with-clear-errors.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string", default: usualDataFolder },
    list: { type: "string" },
    size: { type: "string" },
  },
});
const seed = 1;
const { signal } = new AbortController();
const reading = fileURLToPath(new URL("../docs/readings/2026-11-variants.jsonl", import.meta.url));
const lines = linesOf(reading, variantReadingLine);
const manners = ["wording", "behaviour", "both"] as const;

/** Joined queries with what they were joined by. */
interface Joined {
  readonly query: string;
  readonly head: string;
  readonly text: string;
  readonly headText: string;
  readonly way: string;
  readonly similarity: number | null;
}

async function joinedBy(
  sql: Sql,
  sources: ClusterSources,
  by: (typeof manners)[number],
): Promise<readonly Joined[]> {
  const { leastSimilarity } = variantsConfig.parse({});
  return sql.use(async (connection) => {
    const options = { by, leastSimilarity, signal, progress: silentProgress };
    await clusterQueries(connection, sources, options);
    const found = await connection.runAndReadAll(
      `SELECT own.id AS query, other.id AS head, own.text, other.text AS headText, way, similarity
       FROM joined_queries AS joined
       JOIN ranked_queries AS own ON own.number = joined.number
       JOIN ranked_queries AS other ON other.number = joined.head
       ORDER BY own.id`,
    );
    return found.getRowObjectsJson() as unknown as readonly Joined[];
  });
}

const byWay = (pairs: readonly Joined[], of: (some: readonly Joined[]) => object) =>
  Object.fromEntries(
    [...Map.groupBy(pairs, ({ way }) => way)].map(([way, own]) => [way, of(own)] as const),
  );

/** A store of its own that is gone behind the work. */
async function inStore<Result>(work: (sql: Sql, store: Store) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "cosmo-variants-"));
  const sql = await openSql({ threads: 2, memoryLimit: "2GB", temporaryFolder: folder });
  try {
    return await work(sql, openStore(join(folder, "store"), sql));
  } finally {
    sql.close();
    await rm(folder, { recursive: true });
  }
}

const ofRealLogs = (): Promise<readonly object[]> =>
  inStore(async (sql, store) => {
    const filesOf = async <T extends Table>(table: T, rows: readonly RowOf<T>[]) => {
      const fill = async (draft: { write(row: RowOf<T>): void }) => rows.forEach(draft.write);
      const part = await store.part({ table, name: "all", inputs: [table.name, rows], fill });
      return { files: store.files(datasetOf(table.name, [part])) };
    };
    const found: object[] = [];
    for await (const { log, ...rows } of realQueries(sql, values.data)) {
      const sources = {
        queries: await filesOf(queries, rows.queries),
        queryProducts: await filesOf(queryProducts, rows.queryProducts),
        products: await filesOf(products, rows.products),
      };
      for (const by of manners) {
        const pairs = await joinedBy(sql, sources, by);
        if (values.list !== undefined) {
          found.push(
            ...inDrawingOrder(pairs, seed)
              .slice(0, Number(values.list))
              .map((pair) => ({ log, by, ...pair })),
          );
          continue;
        }
        const own = lines.filter((line) => line.log === log);
        const judged = (some: readonly Joined[]) => ({
          joined: some.length,
          ...readPrecision(some, own, seed),
        });
        found.push({
          log,
          by,
          queries: rows.queries.length,
          ...judged(pairs),
          byWay: byWay(pairs, judged),
        });
      }
    }
    return found;
  });

const ofMadeUp = (size: number): Promise<object> =>
  inStore(async (sql, store) => {
    const sources = await madeUpQueries(sql, store, size);
    const [started, { user, system }] = [performance.now(), process.cpuUsage()];
    const pairs = await joinedBy(sql, sources, "both");
    const used = process.cpuUsage();
    return {
      ...{ queries: size, joined: pairs.length },
      seconds: (performance.now() - started) / 1000,
      processorSeconds: (used.user + used.system - user - system) / 1e6,
      maximumResidentGb: process.resourceUsage().maxRSS / 1e6,
    };
  });

async function ofSampleShop({ records, store, sql }: Workspace): Promise<readonly object[]> {
  const written = async (stage: string, name: string) => {
    const dataset = (await records.latest(stage))?.writes[name];
    if (dataset === undefined) throw new Error(`${stage} wrote no ${name}`);
    return dataset;
  };
  const datasets = {
    queries: await written("mine", "queries"),
    queryProducts: await written("mine", "queryProducts"),
    products: await written("classify", "products"),
  };
  const shop = await readShop(sampleShopFolder);
  const gated = await Array.fromAsync(store.rows(queries, datasets.queries));
  const facts = headFacts({
    needs: shop.needs,
    truth: await readTruth(sampleShopFolder),
    products: await Array.fromAsync(store.rows(products, datasets.products)),
    queries: gated,
  });
  const misspelt = new Set(
    shop.needs.flatMap((need) =>
      need.queries
        .filter(({ kind }) => kind === "misspelt")
        .map(({ text }) => normaliseQuery(text)),
    ),
  );
  const sources = {
    queries: { files: store.files(datasets.queries) },
    queryProducts: { files: store.files(datasets.queryProducts) },
    products: { files: store.files(datasets.products) },
  };
  const found: object[] = [];
  const types = new Map(
    shop.needs.flatMap((need) =>
      need.queries.map(({ text, type }) => [normaliseQuery(text), type] as const),
    ),
  );
  const typeOf = new Map(gated.map(({ id, text }) => [id, types.get(text)]));
  const sharesNeed = (query: string, head: string): boolean => facts.ofPair(query, head).sharesNeed;
  const sharesNeedOrType = (query: string, head: string): boolean => {
    const type = typeOf.get(query);
    return (type !== undefined && type === typeOf.get(head)) || sharesNeed(query, head);
  };
  for (const by of manners) {
    const pairs = await joinedBy(sql, sources, by);
    const judged = (some: readonly Joined[]) => ({
      sharesNeed: variantQuality(some, sharesNeed, seed),
      sharesNeedOrType: variantQuality(some, sharesNeedOrType, seed),
    });
    const wrong = pairs.filter(({ query, head }) => !sharesNeedOrType(query, head));
    found.push({
      ...{ log: "sample-shop", by, queries: gated.length },
      ...judged(pairs),
      byWay: byWay(pairs, judged),
      misspelt: {
        queries: gated.filter(({ text }) => misspelt.has(text)).length,
        joined: pairs.filter(({ text }) => misspelt.has(text)).length,
      },
      wrong: wrong.slice(0, 20).map(({ text, headText, way }) => `${text} > ${headText} (${way})`),
    });
  }
  return found;
}

const report = async (rows: readonly object[]): Promise<void> => {
  const all = [...rows, ...(await ofRealLogs())];
  const readers = [...new Set(lines.map((line) => `${line.annotatorKind} ${line.annotator}`))];
  process.stdout.write(`${JSON.stringify({ seed, readers, rows: all }, fourDigits, 2)}\n`);
};

const [folder] = positionals;
if (values.size !== undefined) {
  await withClearErrors(async () => {
    const found = await ofMadeUp(Number(values.size));
    process.stdout.write(`${JSON.stringify(found, fourDigits, 2)}\n`);
  });
} else if (folder === undefined) await withClearErrors(() => report([]));
else {
  await inWorkspace(folder, (workspace) =>
    workspace.locked(async () => {
      await runWorkspace(workspace, { stages: ["mine"], signal, progress: silentProgress });
      await report(await ofSampleShop(workspace));
    }),
  );
}
