import assert from "node:assert/strict";
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { silentProgress } from "../domain/progress.ts";
import { pairs as pairTable } from "../domain/tables/pairs.ts";
import { importFiles } from "./import-files.ts";
import { runWorkspace } from "./run.ts";
import { type Workspace, withWorkspace } from "./workspace.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-selected-pairs-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const telling = { signal, progress: silentProgress };
let time = 0;
const options = {
  ...{ folder, ...telling },
  environment: { variables: {}, home: folder, currentFolder: folder, now: () => time++ },
};
const inWorkspace = <Result>(work: (workspace: Workspace) => Promise<Result>): Promise<Result> =>
  withWorkspace(options, work);

const configure = (mining: string): void =>
  writeFileSync(
    join(folder, "cosmo.yaml"),
    `mining: { query-gate: { customers: 1 }${mining} }
generation: { scopes: [pair] }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
  );

function write(name: string, rows: readonly object[]): string {
  const file = join(folder, name);
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return file;
}

/** A basket of one session in the given minute of a day of January. */
const basket = (day: number, minute: number, skus: readonly string[]): readonly object[] =>
  skus.map((product) => ({
    ...{ id: `${day} ${minute} ${product}`, kind: "purchase", product },
    time: new Date(Date.UTC(2026, 0, day, 9, minute)).toISOString(),
    ...{ session: `s${day} ${minute}`, customer: `c${minute}` },
  }));

async function take(
  workspace: Workspace,
  table: "products" | "events",
  name: string,
  rows: readonly object[],
): Promise<void> {
  const paths = [write(name, rows)];
  const given = { format: null, map: [], timeZone: null, replace: false };
  await importFiles(workspace, { table, paths, ...given, ...telling });
}

async function minedPairs(workspace: Workspace): Promise<readonly string[]> {
  await runWorkspace(workspace, { stages: ["mine"], ...telling });
  const pairs = (await workspace.records.latest("mine"))?.writes["pairs"];
  assert(pairs !== undefined);
  const rows = await Array.fromAsync(workspace.store.rows(pairTable, pairs));
  return rows.map(({ keptFor }) => keptFor ?? "rules");
}

/** What a version of before a setting came into being would have left behind. */
function forgetSetting(name: string): void {
  for (const file of globSync(join(folder, "data", "stages", "mine", "*.json"))) {
    const record = JSON.parse(readFileSync(file, "utf8"));
    assert(delete record.config.coBuy[name]);
    record.version -= 1;
    writeFileSync(file, JSON.stringify(record));
  }
  const selected = join(folder, "data", "selected-pairs.json");
  if (!existsSync(selected)) return;
  const found = JSON.parse(readFileSync(selected, "utf8"));
  writeFileSync(selected, JSON.stringify({ ...found, settings: "of another version" }));
}

test("what a run selected stays when the log goes on, also of a version that lacked a setting; another setting selects anew", async () => {
  configure("");
  await inWorkspace(async (workspace) => {
    const products = ["a", "b"].map((sku) => ({ sku, title: sku, productType: sku }));
    await take(workspace, "products", "products.jsonl", products);
    await take(workspace, "events", "first.jsonl", basket(1, 0, ["a", "b"]));
    assert.deepEqual(await minedPairs(workspace), ["rules"]);
    // By now the two meet less often than by chance.
    const alone = Array.from({ length: 20 }, (_, minute) =>
      basket(2, minute, [minute % 2 === 0 ? "a" : "b"]),
    );
    await take(workspace, "events", "second.jsonl", alone.flat());
    forgetSetting("strongest");
    assert.deepEqual(await minedPairs(workspace), ["selectedBefore"]);
    forgetSetting("strongest");
    assert.deepEqual(await minedPairs(workspace), ["selectedBefore"]);
  });
  configure(", co-buy: { minimum-lift: 0.9 }");
  await inWorkspace(async (workspace) => {
    assert.deepEqual(await minedPairs(workspace), []);
  });
});
