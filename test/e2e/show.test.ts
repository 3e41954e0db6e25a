import assert from "node:assert/strict";
import { appendFileSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { queryId } from "../../src/domain/ids.ts";
import type { ShopEvent } from "../../src/domain/tables/events.ts";
import type { Product } from "../../src/domain/tables/products.ts";
import { normaliseQuery } from "../../src/text/normalise.ts";
import { personalDataClass } from "../../src/text/personal-data.ts";
import {
  assertOneError,
  cosmo,
  cosmoJson,
  temporaryFolder,
  workspaceWith,
} from "./cosmo-command.ts";
import { startNumberedListServer } from "./numbered-list-server.ts";
import { importSample, jsonLines, writeSampleLog } from "./sample-log.ts";
import { workspaceTexts } from "./workspace-texts.ts";

type Row = Readonly<Record<string, unknown>>;
interface Shown {
  readonly kind: string;
  readonly id: string;
  readonly facts: Row;
  readonly sections: readonly { title: string; total: number; rows: readonly Row[] }[];
}

const gate = 2;
const folder = temporaryFolder();
const server = await startNumberedListServer();
after(() => server.close());

const workspace = workspaceWith(
  folder,
  "finished",
  `site: wren-and-larder
mining: { query-gate: { customers: ${gate} } }
generation: { scopes: [pair], limit-pairs: 30 }
language-model: { base-url: "${server.baseUrl}", model: numbered-lists }
refinement: { perplexity-by: none, cosine-by: none }
critic: { by: none }
`,
);
const log = await writeSampleLog(folder, 800);
/** A search with something personal in it, in a row that can't be used. */
const rejectedAddress = "tilda.ashgrove@example.com";
const unusable = { kind: "search", query: `tent ${rejectedAddress}`, time: "01/02/2026" };
appendFileSync(log.eventsFile, jsonLines([unusable]));
await importSample(log, workspace);
await cosmoJson(["run"], { folder: workspace });
/** What is printed in this file, to be searched at the end. */
const printed: string[] = [];

/** As programs see it; nothing changes in this file, so once for each name. */
const seen = new Map<string, Promise<Shown>>();
/** Ids of what people were shown too. */
const told = new Set<string>();

function show(name: string): Promise<Shown> {
  const shown = seen.get(name) ?? showAnew(name);
  seen.set(name, shown);
  return shown;
}

async function showAnew(name: string): Promise<Shown> {
  const shown = await cosmoJson<Shown>(["show", name], { folder: workspace });
  printed.push(JSON.stringify(shown));
  if (told.has(shown.id)) return shown;
  told.add(shown.id);
  const text = await cosmo(["show", name], { folder: workspace });
  assert.equal(text.code, 0, text.error);
  assert.equal(text.out.split("\n")[0], `${shown.kind} ${shown.id}`);
  for (const { title } of shown.sections) assert(text.out.includes(`\n${title} (`), text.out);
  assert.doesNotMatch(text.out, /undefined|\[object /);
  printed.push(text.out);
  return shown;
}

function rowsIn(shown: Shown, title: string): readonly Row[] {
  const section = shown.sections.find((one) => one.title === title);
  assert(section, `${shown.id} has no ${title}`);
  return section.rows;
}

const { versions } = await cosmoJson<{
  readonly versions: readonly { id: string; files: Record<string, readonly string[]> }[];
}>(["graph", "log"], { folder: workspace });

/** A table of the published graph, from its JSON lines. */
function graphTable(name: string): readonly Row[] {
  const [file = ""] = versions[0]?.files[name] ?? [];
  const lines = readFileSync(join(dirname(file), "rows.jsonl"), "utf8")
    .trimEnd()
    .split("\n");
  return lines.map((line) => JSON.parse(line));
}

const edgeOf = (headKind: string): string => {
  const edge = graphTable("edges").find(
    (one) => one["headKind"] === headKind && Number(one["pairs"]) > 0,
  );
  assert(edge, `no edge of a ${headKind}`);
  return String(edge["id"]);
};

for (const headKind of ["query", "product"]) {
  test(`an edge of a ${headKind} leads back to claim, pair, call, prompt and raw answer`, async () => {
    const edge = await show(edgeOf(headKind));
    assert.equal(edge.kind, "edge");
    const behind = rowsIn(edge, "Claims behind it").find(({ scope }) => scope === "pair");
    const tail = String(behind?.["tail"]);
    assert(rowsIn(edge, "Answers").some(({ rawAnswer }) => String(rawAnswer).includes(tail)));

    const claim = await show(String(behind?.["claim"]));
    assert.equal(claim.facts["tail"], tail);
    assert.equal(claim.facts["node"], edge.facts["node"]);
    const [pairRow] = rowsIn(claim, "Pair");
    assert.equal(pairRow?.["pair"], behind?.["pair"]);

    const [answer] = rowsIn(claim, "Answers");
    const call = await show(String(answer?.["call"]));
    for (const head of ["headA", "headB"]) {
      assert(String(call.facts["prompt"]).includes(String(pairRow?.[head])), String(head));
    }
    assert(String(rowsIn(call, "Attempts")[0]?.["rawAnswer"]).includes(tail));
    assert(rowsIn(call, "Candidates").some((candidate) => candidate["tail"] === tail));
    const asked = server.asked.map(({ prompt }) => prompt);
    assert(asked.includes(`${call.facts["prompt"]}\n${call.facts["answerStem"]}`));

    const pair = await show(String(pairRow?.["pair"]));
    assert.equal(pair.facts["count"], pairRow?.["count"]);
    const months = Object.values(pair.facts["byMonth"] as Record<string, number>);
    assert.equal(
      months.reduce((sum, count) => sum + count, 0),
      pair.facts["count"],
    );
    assert(rowsIn(pair, "Claims").some((one) => one["claim"] === claim.id));
  });
}

test("a co-buy pair counts the sessions of the log that hold both products", async () => {
  const baskets = Map.groupBy(
    log.events.filter(({ kind }) => kind === "purchase" || kind === "return"),
    ({ session }) => session,
  );
  const returned = new Set(
    log.events.flatMap(({ kind, product }) => (kind === "return" ? [product] : [])),
  );
  const skuOf = (id: unknown): string => String(id).replace(/^.*\//, "");
  // Variants are counted as one product, and a sku may come to name another: neither is counted here.
  const catalogue = readFileSync(log.productsFile, "utf8").trim().split("\n");
  const rows = catalogue.map((line) => JSON.parse(line) as Product);
  const isPlain = (id: unknown): boolean => {
    const own = rows.filter(({ sku }) => sku === skuOf(id));
    return own.length === 1 && own[0]?.parent === null && !returned.has(skuOf(id));
  };
  const assertion = graphTable("assertions").find(
    ({ behaviour, headA, headB }) => behaviour === "coBuy" && isPlain(headA) && isPlain(headB),
  );
  assert.ok(assertion);
  const pair = await show(String(assertion["pair"]));
  const skus = [skuOf(pair.facts["headA"]), skuOf(pair.facts["headB"])];
  const both = [...baskets.values()].filter((events) =>
    skus.every((sku) => events.some(({ product }) => product === sku)),
  );
  assert.equal(pair.facts["count"], both.length);
});

test("a query is found by its id and by its words however they are typed, with its log counts", async () => {
  const edge = await show(edgeOf("query"));
  const words = String(edge.facts["headWords"]);
  const query = await show(words);
  assert.deepEqual(await show(`  ${words.toUpperCase().replace(" ", "   ")} `), query);
  assert.deepEqual(await show(String(edge.facts["head"])), query);
  const searches = log.events.filter(
    (event) => event.query && normaliseQuery(event.query) === words,
  );
  assert.equal(query.facts["searches"], searches.length);
  assert.equal(query.facts["customers"], peopleOf(searches).size);
  assert(rowsIn(query, "Knowledge").some((one) => one["edge"] === edge.id));
  const several = await cosmo(["show", ...words.split(" ")], { folder: workspace });
  assert.equal(several.out.split("\n")[0], `query ${query.id}`);
});

test("a product is found by its id and its sku", async () => {
  const edge = await show(edgeOf("product"));
  const id = String(edge.facts["head"]);
  const product = await show(id);
  assert.deepEqual([product.kind, product.facts["title"]], ["product", edge.facts["headWords"]]);
  assert.deepEqual(await show(id.replace(/^.*\//, "")), product);
  assert(rowsIn(product, "Knowledge").some((one) => one["edge"] === edge.id));
});

test("a node is found by its id and its wording, with its surfaces and edges", async () => {
  const edge = await show(edgeOf("product"));
  const node = await show(String(edge.facts["node"]));
  assert.deepEqual(await show(String(node.facts["wording"])), node);
  assert(rowsIn(node, "Surfaces").some(({ surface }) => surface === node.facts["wording"]));
  assert(node.sections.some(({ title, total }) => title === "Edges" && total > 0));
});

test("a version is shown with its counts", async () => {
  const version = await show(String(versions[0]?.id));
  assert.equal(version.kind, "version");
  assert.deepEqual((version.facts["counts"] as Row)["edges"], graphTable("edges").length);
});

test("a misspelt name gets the nearest one that passed the gate", async () => {
  const query = await show(String((await show(edgeOf("query"))).facts["head"]));
  const text = String(query.facts["text"]);
  const { error } = await cosmo(["show", `${text}e`], { folder: workspace });
  assert.match(error, /ID_UNKNOWN/);
  assert(error.includes(`Next: Did you mean ${JSON.stringify(text)}?`), error);
});

const ungated = ungatedQueries(log.events);

test("what nobody knows, or nobody may know, is told in one error", async () => {
  const [first = ""] = ungated;
  const hidden = queryId("wren-and-larder", "en-US", normaliseQuery(first));
  for (const [id, code] of [
    ["no such thing", "ID_UNKNOWN"],
    ["it's 'quoted'", "ID_UNKNOWN"],
    ["edge_00000000000000000000", "ID_UNKNOWN"],
    ["call_00000000000000000000", "ID_UNKNOWN"],
    ["version_00000000000000000000", "VERSION_UNKNOWN"],
    [hidden, "ID_UNKNOWN"],
  ] as const) {
    const finished = await cosmo(["show", id, "--json"], { folder: workspace });
    assertOneError(finished, { exit: 2, code, place: id, next: /cosmo (status|graph log)/ });
  }
  assert.equal((await cosmo(["show", first], { folder: workspace })).code, 2);
});

test("of a pair every rule is told in order, and of a query that stays its number alone", async () => {
  const kept = graphTable("assertions").find(({ behaviour }) => behaviour === "searchBuy");
  const pair = await show(String(kept?.["pair"]));
  assert.match(String(pair.facts["decision"]), /^kept/);
  const rules = rowsIn(pair, "Rules");
  assert.deepEqual(
    rules.slice(0, 3).map(({ rule, outcome }) => [rule, outcome]),
    [
      ["personalData", "passed"],
      ["fewCustomers", "passed"],
      ["productQuota", "not asked"],
    ],
  );
  const [first = ""] = ungated;
  const hidden = await show(`${first} > ${pair.facts["headB"]}`);
  assert.equal(hidden.facts["headAWords"], "a query that stays here");
});

test("ungated queries and customers stand in the events and what mining observed of them alone, and in no output", async () => {
  assert(ungated.some((query) => personalDataClass(query) === "email"));
  assert(ungated.some((query) => personalDataClass(query) === "phone"));
  assert(ungated.some((query) => personalDataClass(query) === "none"));
  for (const words of [["status"], ["status", "--json"], ["run", "--json"], ["graph", "log"]]) {
    const { out, error } = await cosmo(words, { folder: workspace });
    printed.push(out, error);
  }
  const texts = await workspaceTexts(workspace);
  const filesWith = (text: string): readonly string[] =>
    [...texts].filter(([, content]) => content.includes(text)).map(([file]) => file);
  const eventsFile = /^data\/parts\/(events|carriedEvents)\/[0-9a-f]+\/rows\.parquet$/;
  // Read by mining alone, as the events are.
  const observedFile = /^data\/parts\/observedQueries\/[0-9a-f]+\/rows\.parquet$/;

  for (const query of ungated) {
    const files = filesWith(query);
    assert(files.some((file) => eventsFile.test(file)));
    const others = files.filter((file) => !eventsFile.test(file));
    const isPersonal = personalDataClass(query) !== "none";
    assert.deepEqual(
      others.filter((file) => isPersonal || !observedFile.test(file)),
      [],
    );
    for (const said of [...printed, ...server.asked.map(({ prompt }) => prompt)]) {
      assert(!said.includes(query), `${query} was told`);
    }
  }
  assert.deepEqual(filesWith(rejectedAddress), []);
  const customers = new Set(log.events.flatMap(({ customer }) => customer ?? []));
  assert(customers.size > 100);
  for (const customer of customers) assert.deepEqual(filesWith(customer), []);
  // The search finds what is there: a query that passed the gate is in more files than the events.
  const gated = String((await show(edgeOf("query"))).facts["headWords"]);
  assert(filesWith(gated).length > 2);
});

function peopleOf(searches: readonly ShopEvent[]): ReadonlySet<string | null> {
  return new Set(searches.map(({ customer, session }) => customer ?? session));
}

/** Queries that the gate holds back and that are part of no other text: nothing else has their words. */
function ungatedQueries(events: readonly ShopEvent[]): readonly string[] {
  const searches = Map.groupBy(
    events.filter(({ query }) => query !== null),
    ({ query }) => normaliseQuery(query ?? ""),
  );
  const isOpen = (query: string): boolean =>
    personalDataClass(query) === "none" && peopleOf(searches.get(query) ?? []).size >= gate;
  const queries = [...searches.keys()];
  const open = queries.filter(isOpen);
  const titles = readFileSync(log.productsFile, "utf8").toLowerCase();
  return queries.filter(
    (query) =>
      !isOpen(query) && !titles.includes(query) && !open.some((other) => other.includes(query)),
  );
}
