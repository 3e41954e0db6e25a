import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { edgeId } from "../domain/ids.ts";
import { type Edge, edges, type GraphHead, heads } from "../domain/tables/graph.ts";
import { requestedHeads } from "../domain/tables/requested-heads.ts";
import type { Scope } from "../domain/tables/scopes.ts";
import type { UnexplainedHead } from "../domain/tables/unexplained-heads.ts";
import {
  coBuy,
  productRow,
  queryRow,
  type ShopRows,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { newUnexplainedHeads, type UnexplainedSettings } from "./new-unexplained-heads.ts";

const place = await openStorePlace();
const tent = productRow("tent", "Dome Tent", "tent");
const lamp = productRow("lamp", "Headlamp", "lamp");
const red = productRow("red", "Chair, Red", "chair", { parent: "chair" });
const blue = productRow("blue", "Chair, Blue", "chair", { parent: "chair" });
const camping = queryRow("camping");
const night = queryRow("night");

const ofTent = searchBuy(camping, tent, { count: 9 });
const ofLamp = searchBuy(camping, lamp, { count: 4 });
const atNight = searchBuy(night, lamp, { count: 7 });
const both = coBuy(tent, lamp);
const seated = coBuy(red, tent);
const shop: ShopRows = {
  products: [tent, lamp, red, blue],
  queries: [camping, night],
  pairs: [ofTent, ofLamp, atNight, both, seated],
  productTypes: ["tent", "lamp", "chair"].map((name, index) =>
    typeRow(name, [name], { place: 1 + index }),
  ),
};

const edge = (head: string, node: string, relation = "usedFor"): Edge => ({
  ...{ id: edgeId(head, relation, node), headKind: "product", head, relation, node },
  ...{ pairs: 0, types: 1, support: 1, evidence: 1, score: null, typicality: null },
  ...{ policyClass: null, byMonth: {}, firstSeen: null, lastSeen: null },
});
const graphHead = (id: string, countedAs = id): GraphHead => ({
  ...{ id, kind: "product", site: "default", locale: "en-US", words: id, sku: null },
  ...{ productType: null, domain: null, countedAs },
});

interface Graph {
  readonly edges: readonly Edge[];
  readonly heads?: readonly GraphHead[];
}

/** What a graph leaves unexplained, as names. */
async function found(
  graph: Graph | undefined,
  settings: Partial<UnexplainedSettings> = {},
  rows: Partial<ShopRows> = {},
  { leavesPairs = true, requested = "" } = {},
) {
  const store = openNewStore(place);
  const datasets = await shopDatasets(store, { ...shop, ...rows });
  const files = (name: keyof typeof datasets) => ({ files: store.files(datasets[name]) });
  const asked = [{ round: 1, head: requested, place: 1, pairs: 10 }];
  const sources = {
    productTypes: files("productTypes"),
    ...{ pairs: files("pairs"), queries: files("queries"), products: files("products") },
    ...{ shownQueries: files("shownQueries"), unexplainedHeads: files("unexplainedHeads") },
    requestedHeads: {
      files: requested === "" ? [] : store.files(await datasetOfRows(store, requestedHeads, asked)),
    },
    edges: {
      files: graph ? store.files(await datasetOfRows(store, edges, graph.edges)) : [],
    },
    graphHeads: {
      files: graph ? store.files(await datasetOfRows(store, heads, graph.heads ?? [])) : [],
    },
  };
  const scopes: readonly Scope[] = ["product-type", "query", "pair"];
  const { heads: rowsFound } = await place.sql.use((connection) =>
    newUnexplainedHeads(
      connection,
      sources,
      {
        ...{ scopes, limitTypes: null, attributesPerType: 3 },
        ...{ limitQueries: null, limitPairs: null, seed: 1 },
        ...settings,
      },
      { unexplained: 1, shown: 1 },
      leavesPairs,
    ),
  );
  return rowsFound.map(({ head }) => names.get(head) ?? head);
}

const names = new Map([
  ...[ofTent, ofLamp, atNight, both, seated].map(
    ({ id }, at) => [id, ["ofTent", "ofLamp", "atNight", "both", "seated"][at] ?? ""] as const,
  ),
  [camping.id, "camping"],
  [night.id, "night"],
]);

const pairsAlone = { scopes: ["product-type", "pair"] as const };

test("a query without an edge is unexplained, and its pairs are left to it; those with most purchases come first", async () => {
  const all = await found({ edges: [] });
  assert.deepEqual(
    [all.slice(0, 2), all.slice(2).toSorted()],
    [
      ["camping", "night"],
      ["both", "seated"],
    ],
  );
  const some = await found({ edges: [edge(camping.id, "a")] });
  assert.deepEqual(some.slice(0, 1), ["night"]);
  assert.deepEqual(some.slice(1).toSorted(), ["both", "ofLamp", "ofTent", "seated"]);
});

test("a query that does not pass the gate is not taken up", async () => {
  const queries = { scopes: ["product-type", "query"] as const };
  assert.deepEqual(await found({ edges: [] }, queries, { queries: [night] }), ["night"]);
});

test("a pair is explained by an intent that both ends have, in whatever relation", async () => {
  const graph = {
    edges: [edge(camping.id, "a"), edge(tent.id, "a", "cause"), edge(lamp.id, "b")],
  };
  assert.deepEqual((await found(graph, pairsAlone)).toSorted(), [
    "atNight",
    "both",
    "ofLamp",
    "seated",
  ]);
});

test("variants of one parent are one head", async () => {
  const graph = {
    edges: [edge(blue.id, "a"), edge(tent.id, "a")],
    heads: [graphHead(red.id, blue.id), graphHead(blue.id)],
  };
  assert.ok(!(await found(graph, pairsAlone)).includes("seated"));
  assert.ok((await found({ edges: graph.edges }, pairsAlone)).includes("seated"));
});

test("what was taken up or is asked about already is not found again, and counts for the limit", async () => {
  const taken = (kind: UnexplainedHead["kind"], head: string) => ({
    round: 1,
    place: 1,
    kind,
    head,
  });
  const rows = { unexplainedHeads: [taken("pair", both.id), taken("query", night.id)] };
  assert.ok(!(await found({ edges: [] }, pairsAlone, rows)).includes("both"));
  assert.deepEqual(await found({ edges: [] }, { ...pairsAlone, limitPairs: 1 }, rows), []);
  assert.equal((await found({ edges: [] }, { ...pairsAlone, limitPairs: 3 }, rows)).length, 2);
  const requested = await found({ edges: [] }, pairsAlone, {}, { requested: lamp.id });
  assert.deepEqual(requested.toSorted(), ["ofTent", "seated"]);
});

test("without a graph all is unexplained; how many pairs there may be at most counts those of queries too", async () => {
  const all = await found(undefined, {}, {}, { leavesPairs: false });
  assert.deepEqual(all.toSorted(), [...names.values()].toSorted());
});

test("what types beyond the limit may still explain waits for them", async () => {
  // Of camping, 9 of 13 purchases went to tents; lamps are the second type, chairs the third.
  assert.deepEqual(await found({ edges: [] }, { limitTypes: 1 }), ["camping"]);
  assert.deepEqual(await found({ edges: [] }, { limitTypes: 2 }), ["camping", "night", "both"]);
  const untyped = { products: [tent, { ...lamp, productType: null }, red, blue] };
  assert.deepEqual(await found({ edges: [] }, { limitTypes: 1 }, untyped), [
    ...["camping", "night", "both"],
  ]);
});
