import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { after, test } from "node:test";
import { cosmo, cosmoJson, temporaryFolder, workspaceWith } from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { importSample, jsonLines, writeSampleLog } from "./sample-log.ts";

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
catalogue: { assign-types: false }
mining: { query-gate: { customers: 1 } }
generation:
  scopes: [product-type, query, pair]
  limit-types: 5
  limit-queries: 4
  limit-pairs: 3
`,
);
const options = { folder: workspace };
// What types beyond the limit may explain waits for them; what was bought of products without a type waits for nothing.
const catalogue = readFileSync(log.productsFile, "utf8").trim().split("\n");
writeFileSync(
  log.productsFile,
  jsonLines(
    catalogue.map((line) => {
      const product = JSON.parse(line);
      const isTyped = product.productType < "n";
      return isTyped ? product : { ...product, productType: null, categoryPath: [] };
    }),
  ),
);
await importSample(log, workspace);

interface Plan {
  readonly stages: readonly {
    readonly scopes: readonly {
      readonly asked: string;
      readonly heads: number;
      readonly calls: number;
      readonly atMost: boolean;
      readonly waiting: number;
      readonly covers: Readonly<Record<string, number>>;
    }[];
  }[];
  readonly total: { readonly calls: number };
}

const plan = () => cosmoJson<Plan>(["run", "--plan"], options);

/** Four relations: three lists of each type, one of each query and pair. */
const callsOf = { types: 5 * 4 * 3, queries: 4 * 4, pairs: 3 * 4 };
const total = callsOf.types + callsOf.queries + callsOf.pairs;

test("the plan says of what waits for types that it is asked about at most", async () => {
  const { stages, total: planned } = await plan();
  assert.deepEqual(
    stages[0]?.scopes.map(({ asked, heads, calls, atMost }) => [asked, heads, calls, atMost]),
    [
      ["product-type", 5, callsOf.types, false],
      ["type-partners", 0, 0, false],
      ["query", 4, callsOf.queries, true],
      ["pair", 3, callsOf.pairs, true],
    ],
  );
  assert.deepEqual(stages[0]?.scopes[2]?.covers, { products: 0, queries: 4, pairs: 0 });
  assert.equal(planned.calls, total);
  assert.equal(server.asked.length, 0);
  const { out } = await cosmo(["run", "--plan"], options);
  assert.match(out, /query\s+at most 4 of \d+\s+16\s+16/);
  assert.match(out, /at most 88 questions/);
  const [, , waitingQueries, waitingPairs] = stages[0]?.scopes.map(({ waiting }) => waiting) ?? [];
  assert.ok(waitingQueries && waitingPairs);
  assert.match(out, /may explain them:\s+[\d,]+\s+queries\s+and\s+[\d,]+\s+pairs/);
});

test("one run asks about types, then about what they leave unexplained, and publishes one version", async () => {
  const { stages } = await cosmoJson<{
    readonly stages: readonly { readonly name: string; readonly notices: readonly string[] }[];
  }>(["run"], options);
  const [first, second, ...further] = stages.find(({ name }) => name === "generate")?.notices ?? [];
  assert.equal(
    first,
    "4 queries and 3 pairs that product types leave unexplained are asked about.",
  );
  assert.match(
    second ?? "",
    /may explain them: \d+ queries and \d+ pairs\. .* as far as limit-queries \(4\) and limit-pairs \(3\) allow/,
  );
  assert.deepEqual(further, []);
  assert.equal(server.asked.length, total);
  const ofTypes = server.asked.findLastIndex(({ prompt }) => prompt.includes("Kind of product"));
  const others = server.asked.findIndex(({ prompt }) => !prompt.includes("Kind of product"));
  assert.ok(ofTypes < others);
  const { versions } = await cosmoJson<{ readonly versions: readonly unknown[] }>(
    ["graph", "log"],
    options,
  );
  assert.equal(versions.length, 1);
  assert.equal((await cosmo(["graph", "validate"], options)).code, 0);
});

test("then nothing waits any more, and the next run has nothing to do", async () => {
  const { stages, total: planned } = await plan();
  assert.deepEqual(
    stages[0]?.scopes.map(({ calls, atMost }) => [calls, atMost]),
    Array(4).fill([0, false]),
  );
  assert.equal(planned.calls, 0);
  const { ran } = await cosmoJson<{ readonly ran: readonly string[] }>(["run"], options);
  assert.deepEqual(ran, []);
  const { stages: stood } = await cosmoJson<{
    readonly stages: readonly { readonly state: string }[];
  }>(["status"], options);
  assert.deepEqual(new Set(stood.map(({ state }) => state)), new Set(["done"]));
});

test("a query that was asked about by itself shows its claims, and its edges what they come from", async () => {
  const prompt = server.asked.find(({ prompt: asked }) => asked.includes("Products:"))?.prompt;
  const query = /Search Query: «(.*?)»/.exec(prompt ?? "")?.[1] ?? "";
  const { sections } = await cosmoJson<{
    readonly sections: readonly {
      readonly title: string;
      readonly rows: readonly Readonly<Record<string, unknown>>[];
    }[];
  }>(["show", query], options);
  const rowsIn = (title: string) => sections.find((one) => one.title === title)?.rows ?? [];
  assert.ok(rowsIn("Claims").length > 0);
  const edge = rowsIn("Knowledge").find(({ pairs, types }) => pairs === 0 && types === 0);
  const shown = await cosmoJson(["show", String(edge?.["edge"])], options);
  assert.match(JSON.stringify(shown), /said of this query/);
});
