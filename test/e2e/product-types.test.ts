import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { takeLock } from "../../src/app/lock.ts";
import { cosmo, cosmoJson, temporaryFolder, workspaceWith } from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { fillWithMined, jsonLines, writeSampleLog } from "./sample-log.ts";

const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());
const log = await writeSampleLog(folder, 300);
const workspace = workspaceWith(
  folder,
  "shop",
  `site: wren-and-larder
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
generation: { scopes: [product-type], limit-types: 5 }
`,
);
const options = { folder: workspace };
await fillWithMined(workspace, { sessions: 300 });

interface Plan {
  readonly stages: readonly {
    readonly scopes: readonly {
      readonly asked: string;
      readonly heads: number;
      readonly ofHeads: number;
      readonly answers: number;
      readonly calls: number;
      readonly covers: Readonly<Record<string, number>>;
    }[];
    readonly notices: readonly string[];
  }[];
  readonly total: { readonly calls: number };
  readonly tokensCounted: { readonly by: string };
}

const plan = (...words: readonly string[]) => cosmoJson<Plan>(["run", "--plan", ...words], options);

interface Shown {
  readonly kind: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly sections: readonly {
    readonly title: string;
    readonly total: number;
    readonly rows: readonly Readonly<Record<string, unknown>>[];
  }[];
}

const show = (id: string) => cosmoJson<Shown>(["show", id], options);

/** Five types, four relations, three lists each. */
const calls = 5 * 4 * 3;

test("the plan counts calls and what they would cover, and asks nothing", async () => {
  const { stages, total, tokensCounted } = await plan();
  assert.equal(total.calls, calls);
  const [types, partners] = stages[0]?.scopes ?? [];
  assert.deepEqual([types?.asked, types?.heads, types?.answers], ["product-type", 5, calls]);
  assert.ok((types?.covers["products"] ?? 0) >= 5);
  assert.equal(partners?.asked, "type-partners");
  const all = types?.ofHeads ?? 0;
  assert.ok(all > 10);
  const [notice = ""] = stages[0]?.notices ?? [];
  assert.match(notice, new RegExp(`^limit-types \\(5\\) leaves out ${all - 5} product types\\.`));
  const [next] = /(?<=adds first: “).+?(?=”)/.exec(notice) ?? [];
  assert(next !== undefined, notice);
  assert.equal(server.asked.length, 0);
  const { out } = await cosmo(["run", "--plan"], options);
  assert.match(out, new RegExp(`product-type\\s+5 of ${all}\\s+60\\s+60`));
  assert.match(out, /types bought together\s+\d+ of \d+/);
  assert.equal(tokensCounted.by, "bytes");
  assert.match(out, /reckoned\s+from\s+bytes\.\s+Set\s+language-model\.tokenizer/);
  // The limit of the command line goes before the file's: then the next type is among those asked about.
  const six = await plan("--limit-types", "6");
  assert.equal(six.stages[0]?.scopes[0]?.heads, 6);
  assert.ok(!six.stages[0]?.notices[0]?.includes(`“${next}”`));
  assert.equal((await plan()).total.calls, calls, "a plan keeps nothing");
  const limits = ["--limit-types", "all", "--limit-pairs", "9"];
  const { out: told, error } = await cosmo(["run", "--plan", ...limits], options);
  assert.match(error, /cosmo\.yaml asks about 5 types \(generation\.limit-types\)/);
  assert.match(error, /--limit-pairs changes nothing: generation\.scopes has no pair/);
  assert.match(told, /Next: cosmo run --limit-pairs 9$/m);
  assert.ok(!existsSync(join(workspace, "data", "product-types.json")), "nothing is decided");
  const unknown = await cosmo(["run", "generte", "--plan"], options);
  assert.match(unknown.error, /STAGE_UNKNOWN/);
});

test("a product of a type that was asked about has edges, and so has one that came today, without a call", async () => {
  await cosmoJson(["run"], options);
  assert.equal(server.asked.length, calls);
  assert.equal((await plan()).total.calls, 0);
  const prompt = server.asked[0]?.prompt ?? "";
  const type = /Kind of product: «(.*?)»/.exec(prompt)?.[1] ?? "";
  assert.notEqual(type, "");

  const today = join(folder, "today.jsonl");
  writeFileSync(
    today,
    jsonLines([{ sku: "NEW-1", title: `Brand new ${type}`, productType: type }]),
  );
  await cosmoJson(["import", "products", today], options);
  const { asked } = await cosmoJson<{ asked: { calls: number } }>(["run"], options);
  assert.deepEqual([asked.calls, server.asked.length], [0, calls], "its type is known");
  const shown = await show("wren-and-larder/NEW-1");
  const knowledge = shown.sections.find(({ title }) => /edges|knowledge/i.test(title));
  assert.ok((knowledge?.total ?? 0) > 0, JSON.stringify(shown.sections));
});

test("an edge says of which type it is true, and why it was carried", async () => {
  const { versions } = await cosmoJson<{
    versions: readonly { readonly files: Readonly<Record<string, readonly string[]>> }[];
  }>(["graph", "log"], options);
  assert.ok((versions[0]?.files["edges"]?.length ?? 0) > 0);
  const product = await show("wren-and-larder/NEW-1");
  const edge = product.sections.flatMap(({ rows }) => rows.map((row) => row["edge"])).find(Boolean);
  const { facts, sections } = await show(String(edge));
  assert.deepEqual([facts["pairs"], facts["types"]], [0, 1]);
  const text = JSON.stringify(sections);
  assert.match(text, /product-type/);
  assert.match(text, /carried/);
  assert.equal((await cosmo(["graph", "validate"], options)).code, 0);
});

test("with pairs beside types, only the pairs are asked for anew", async () => {
  await cosmoJson(["run"], options);
  const file = join(workspace, "cosmo.yaml");
  const both = `site: wren-and-larder
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
generation: { scopes: [product-type, pair], limit-types: 5, limit-pairs: 3, unexplained-only: false }
`;
  writeFileSync(file, both);
  assert.equal((await plan()).total.calls, 3 * 4);
  await cosmoJson(["run"], options);
  assert.equal(server.asked.length, calls + 3 * 4);
});

test("what else goes by a name is named beside it, in capitals or not", async () => {
  const { sections } = await show("wren-and-larder/NEW-1");
  assert.ok(sections.length > 0);
  const rows = [
    { sku: "T-9", title: "Second thing of that name", productType: "brand new thing" },
    { sku: "brand new thing", title: "A product whose sku is a type's name", productType: "lamp" },
  ];
  const file = join(folder, "same-names.jsonl");
  writeFileSync(file, jsonLines(rows));
  await cosmoJson(["import", "products", file], options);
  await cosmoJson(["run", "mine"], options);
  await cosmoJson(["run", "generate"], options);
  const shown = await show("Brand New Thing");
  assert.equal(shown.kind, "product");
  const also = shown.sections.find(({ title }) => title === "Also called so");
  assert.deepEqual(
    also?.rows.map(({ kind, words }) => [kind, words]),
    [["type", "brand new thing"]],
  );
});

test("status, doctor and a plan say that another process is at work", async () => {
  const lock = await takeLock(join(workspace, "data", "lock"));
  const status = await cosmo(["status"], options);
  assert.match(status.out, new RegExp(`Process ${process.pid} is working here now`));
  assert.doesNotMatch(status.out, /Next:/);
  const doctor = await cosmo(["doctor"], options);
  assert.match(doctor.out, new RegExp(`process ${process.pid} is at work`));
  assert.match((await cosmo(["run"], options)).error, /WORKSPACE_BUSY/);
  await lock.release();
});

test("a catalogue without a log has its types asked about, and nothing else", async () => {
  const settings = `site: wren-and-larder
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`;
  const newShop = workspaceWith(folder, "new-shop", settings);
  const there = { folder: newShop };
  await cosmoJson(["import", "products", log.productsFile], there);
  const refused = await cosmo(["run", "--plan"], there);
  assert.match(
    refused.error,
    /NOTHING_IMPORTED: No events .*\n.*generation\.scopes to \[product-type\]/,
  );
  const types = `${settings}generation: { scopes: [product-type], limit-types: 5 }\n`;
  writeFileSync(join(newShop, "cosmo.yaml"), types);
  assert.equal(
    (await cosmo(["status"], there)).out.trimEnd().split("\n").at(-1),
    "Next: cosmo run",
  );
  const { total } = await cosmoJson<Plan>(["run", "--plan"], there);
  assert.equal(total.calls, calls);
  const { graph } = await cosmoJson<{ readonly graph: { readonly edges: number } }>(["run"], there);
  assert.ok(graph.edges > 0);
});
