import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { edgeId, nodeId } from "../domain/ids.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { type Entailment, entailments } from "../domain/tables/entailments.ts";
import { aliases, assertions, edges, heads, nodes } from "../domain/tables/graph.ts";
import type { BehaviourPair } from "../domain/tables/pairs.ts";
import type { Product } from "../domain/tables/products.ts";
import { type Score, scores } from "../domain/tables/scores.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import {
  coBuy,
  productRow,
  queryRow,
  type ShopRows,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn, written } from "../stage/stage-for-tests.ts";
import { graphStage } from "./graph-stage.ts";

const place = await openStorePlace();

const camping = queryRow("camping gear");
const tent = productRow("tent", "Tent", "tent");
const lamp = productRow("lamp", "Lamp", "lamp");
const stove = productRow("stove", "Stove", "stove");

/** Builds the graph of claims whose tails are nodes of their own: "camping" and "camp" alike. */
async function build(
  pairs: readonly BehaviourPair[],
  rows: readonly Claim[],
  judged: readonly Pick<Score, "claim" | "plausibility">[] = [],
  config: Readonly<Record<string, unknown>> = {},
  products: readonly Product[] = [],
  carried: readonly Entailment[] = [],
  wordings: Pick<ShopRows, "queries" | "queryVariants"> = { queries: [camping] },
) {
  const tools = toolsIn(place);
  const { store } = tools;
  const shop = await shopDatasets(store, {
    pairs,
    products: [tent, lamp, stove, ...products],
    ...wordings,
    productTypes: [tents, lightTents, lamps],
  });
  const formOf = (tail: string) => tail.replace("camping", "camp");
  const surfaces = [...new Set(rows.filter(({ kept }) => kept).map(({ tail }) => tail))];
  const datasets = {
    pairs: shop.pairs,
    products: shop.products,
    productTypes: shop.productTypes,
    queries: shop.queries,
    queryVariants: shop.queryVariants,
    claims: await datasetOfRows(store, claims, rows),
    scores: await datasetOfRows(
      store,
      scores,
      judged.map((one) => ({
        critic: "test",
        typicality: one.plausibility / 2,
        uncertainty: 0,
        ...one,
      })),
    ),
    entailments: await datasetOfRows(store, entailments, carried),
    intentAliases: await datasetOfRows(
      store,
      aliases,
      surfaces.map((surface) => ({
        surface,
        node: nodeId(formOf(surface)),
        normalForm: formOf(surface),
        by: "test",
        since: 0,
      })),
    ),
    intentNodes: await datasetOfRows(
      store,
      nodes,
      [...new Set(surfaces.map(formOf))].map((form) => ({
        id: nodeId(form),
        wording: form,
        normalForm: form,
      })),
    ),
  };
  const record = await runToEnd(
    graphStage(),
    { judged: judged.length > 0, ...config },
    datasets,
    tools,
  );
  return {
    tools,
    record,
    assertions: await rowsOf(tools, assertions, record),
    edges: await rowsOf(tools, edges, record),
    nodes: await rowsOf(tools, nodes, record),
    aliases: await rowsOf(tools, aliases, record),
    heads: await rowsOf(tools, heads, record),
  };
}

const node = nodeId("camp");

test("a kept claim becomes an assertion with its pair, its node and its support", async () => {
  const pair = searchBuy(camping, tent, { count: 7 });
  const claim = claimRow(pair.id, "usedFor", "camping", { support: 2 });
  const { assertions: found, record } = await build(
    [pair],
    [claim, droppedClaimRow(pair.id, "isA", "tent")],
  );
  assert.deepEqual(found, [
    {
      claim: claim.id,
      scope: "pair",
      type: null,
      attribute: null,
      behaviour: "searchBuy",
      pair: pair.id,
      headA: camping.id,
      headB: tent.id,
      relation: "usedFor",
      node,
      support: 2,
      pairCount: 7,
      plausibility: null,
      typicality: null,
      firstSeen: pair.firstSeen,
      lastSeen: pair.lastSeen,
    },
  ]);
  assert.deepEqual(record.funnel, [{ group: "usedFor", rowsIn: 1, dropped: {}, rowsOut: 1 }]);
});

test("what explains a search is an edge of the query and of the product", async () => {
  const pair = searchBuy(camping, tent);
  const { edges: found } = await build([pair], [claimRow(pair.id, "usedFor", "camping")]);
  assert.deepEqual(
    new Map(found.map(({ head, headKind }) => [head, headKind])),
    new Map([
      [camping.id, "query"],
      [tent.id, "product"],
    ]),
  );
  for (const { id, head, relation, node: to } of found)
    assert.equal(id, edgeId(head, relation, to));
});

test("what explains a co-buy is an edge of both products", async () => {
  const pair = coBuy(tent, lamp);
  const { edges: found } = await build([pair], [claimRow(pair.id, "usedFor", "camping")]);
  assert.deepEqual(found.map(({ head, headKind }) => `${headKind} ${head}`).toSorted(), [
    `product ${lamp.id}`,
    `product ${tent.id}`,
  ]);
});

test("assertions of a head with one relation and node are pooled, and each pair counts once", async () => {
  const january = Date.UTC(2026, 0, 5);
  const june = Date.UTC(2026, 5, 5);
  const withLamp = coBuy(tent, lamp, {
    byMonth: { "2026-01": 1, "2026-02": 2 },
    firstSeen: january,
    lastSeen: january,
  });
  const withStove = coBuy(stove, tent, {
    byMonth: { "2026-02": 10, "2026-06": 20 },
    firstSeen: june,
    lastSeen: june,
  });
  const { edges: found } = await build(
    [withLamp, withStove],
    [
      // Two surfaces of one node for the same pair: two assertions, one pair.
      claimRow(withLamp.id, "usedFor", "camping", { support: 2 }),
      claimRow(withLamp.id, "usedFor", "camp", { support: 1 }),
      claimRow(withStove.id, "usedFor", "camping", { support: 4 }),
    ],
  );
  const edgeOf = (head: string) => found.find((edge) => edge.head === head);
  assert.deepEqual(edgeOf(tent.id), {
    id: edgeId(tent.id, "usedFor", node),
    headKind: "product",
    head: tent.id,
    relation: "usedFor",
    node,
    pairs: 2,
    types: 0,
    support: 7,
    evidence: 2,
    score: null,
    typicality: null,
    policyClass: null,
    byMonth: { "2026-01": 1, "2026-02": 12, "2026-06": 20 },
    firstSeen: january,
    lastSeen: june,
  });
  assert.deepEqual(edgeOf(lamp.id)?.byMonth, { "2026-01": 1, "2026-02": 2 });
  assert.deepEqual([edgeOf(lamp.id)?.pairs, edgeOf(lamp.id)?.support], [1, 3]);
  assert.equal(found.length, 3);
});

test("another relation or node is another edge", async () => {
  const pair = searchBuy(camping, tent);
  const { edges: found } = await build(
    [pair],
    [
      claimRow(pair.id, "usedFor", "camping"),
      claimRow(pair.id, "cause", "camping"),
      claimRow(pair.id, "usedFor", "hiking"),
    ],
  );
  assert.equal(found.length, 6);
});

test("a pair whose months are not known has an edge all the same", async () => {
  const pair = coBuy(tent, lamp, { byMonth: {} });
  const { edges: found } = await build([pair], [claimRow(pair.id, "usedFor", "camping")]);
  assert.deepEqual(
    found.map(({ byMonth }) => byMonth),
    [{}, {}],
  );
});

test("without a kept claim the graph is empty, and that is no error", async () => {
  const pair = coBuy(tent, lamp);
  const { edges: found, record } = await build([pair], [droppedClaimRow(pair.id, "isA", "tent")]);
  assert.deepEqual([found, record.funnel], [[], []]);
});

test("a claim is taken when its plausibility is above the threshold, that of its relation if it has one", async () => {
  const pair = coBuy(tent, lamp);
  const said = ["a", "b", "c"].map((tail) => claimRow(pair.id, "usedFor", tail));
  const caused = claimRow(pair.id, "cause", "a");
  const judged = [0.5, 0.51, 0.9].map((plausibility, place) => ({
    claim: said[place]?.id ?? "",
    plausibility,
  }));
  const scored = [...judged, { claim: caused.id, plausibility: 0.6 }];
  const { assertions: found, record } = await build([pair], [...said, caused], scored, {
    plausibilityByRelation: { cause: 0.7 },
  });
  assert.deepEqual(
    new Map(
      found.map(({ claim, plausibility, typicality }) => [claim, [plausibility, typicality]]),
    ),
    new Map([
      [said[1]?.id, [0.51, 0.255]],
      [said[2]?.id, [0.9, 0.45]],
    ]),
  );
  assert.deepEqual(record.funnel, [
    { group: "cause", rowsIn: 1, dropped: { implausible: 1 }, rowsOut: 0 },
    { group: "usedFor", rowsIn: 3, dropped: { implausible: 1 }, rowsOut: 2 },
  ]);
});

test("where others have a score, a claim without one stays out and is counted", async () => {
  const pair = coBuy(tent, lamp);
  const [scored, unscored] = [claimRow(pair.id, "isA", "a"), claimRow(pair.id, "isA", "b")];
  const { assertions: found, record } = await build(
    [pair],
    [scored, unscored],
    [{ claim: scored.id, plausibility: 0.9 }],
  );
  assert.deepEqual(
    found.map(({ claim }) => claim),
    [scored.id],
  );
  assert.deepEqual(record.funnel[0]?.dropped, { unscored: 1 });
});

test("a critic that has nothing to say of these claims publishes none of them", async () => {
  const pair = coBuy(tent, lamp);
  const rows = [claimRow(pair.id, "isA", "a")];
  const { assertions: found, record } = await build([pair], rows, [], { judged: true });
  assert.deepEqual([found, record.funnel[0]?.dropped], [[], { unscored: 1 }]);
  assert.match(record.notices.join(), /the graph is empty/);
});

test("what people withhold is not published, a claim or an edge, and an id that is of nothing is told", async () => {
  const pair = searchBuy(camping, tent);
  const wrong = claimRow(pair.id, "usedFor", "camping");
  const right = claimRow(pair.id, "usedFor", "sleeping");
  const scored = [wrong, right].map(({ id }) => ({ claim: id, plausibility: 0.9 }));
  const unknown = `edge_${"0".repeat(20)}`;
  const whole = await build([pair], [wrong, right], scored);
  assert.equal(whole.edges.length, 4);
  const ofTent = edgeId(tent.id, "usedFor", nodeId("sleeping"));
  const { edges: found, record } = await build([pair], [wrong, right], scored, {
    withheld: [wrong.id, ofTent, unknown],
  });
  assert.deepEqual(
    found.map(({ id }) => id),
    [edgeId(camping.id, "usedFor", nodeId("sleeping"))],
  );
  assert.deepEqual(record.funnel, [
    { ...whole.record.funnel[0], rowsOut: 1, dropped: { withheld: 1 } },
  ]);
  assert.deepEqual(record.notices, [
    "graph.withheld keeps 1 claim and 1 edge from being published.",
    `graph.withheld names what is not there, mistyped, gone since or withheld by another entry: ${unknown}.`,
  ]);
});

test("an intent that people withhold is gone from all heads, whatever says it", async () => {
  const [ofTents, ofLamps] = [coBuy(tent, stove), coBuy(lamp, stove)];
  const rows = [
    claimRow(ofTents.id, "usedFor", "camping"),
    claimRow(ofLamps.id, "cause", "camping"),
    claimRow(ofLamps.id, "usedFor", "reading"),
  ];
  const scored = rows.map(({ id }) => ({ claim: id, plausibility: 0.9 }));
  const { edges: found, record } = await build([ofTents, ofLamps], rows, scored, {
    withheld: [node],
  });
  assert.deepEqual([...new Set(found.map((edge) => edge.node))], [nodeId("reading")]);
  assert.deepEqual(record.notices, [
    "graph.withheld keeps 2 claims and 0 edges from being published.",
  ]);
});

test("nodes and aliases of claims that stay out are not in the graph", async () => {
  const pair = coBuy(tent, lamp);
  const [good, bad] = [
    claimRow(pair.id, "usedFor", "camping"),
    claimRow(pair.id, "usedFor", "sea"),
  ];
  const { nodes: found, aliases: leading } = await build(
    [pair],
    [good, bad],
    [
      { claim: good.id, plausibility: 0.8 },
      { claim: bad.id, plausibility: 0.2 },
    ],
  );
  assert.deepEqual(
    [found.map(({ id }) => id), leading.map(({ surface }) => surface)],
    [[node], ["camping"]],
  );
});

test("evidence that hangs together counts once: the best of it; independent evidence adds up", async () => {
  const otherTent = productRow("tent2", "Another tent", "tent");
  const [withTent, withOtherTent, withStove] = [
    coBuy(lamp, tent),
    coBuy(lamp, otherTent),
    coBuy(lamp, stove),
  ];
  const rows = [withTent, withOtherTent, withStove].map((pair) =>
    claimRow(pair.id, "usedFor", "camping"),
  );
  const plausibilities = [0.6, 0.8, 0.75];
  const { edges: found } = await build(
    [withTent, withOtherTent, withStove],
    rows,
    rows.map(({ id }, place) => ({ claim: id, plausibility: plausibilities[place] ?? 0 })),
    {},
    [otherTent],
  );
  const edge = found.find(({ head }) => head === lamp.id);
  assert.equal(edge?.pairs, 3);
  assert.equal(edge?.evidence, 2);
  assert.ok(Math.abs((edge?.score ?? 0) - (1 - 0.2 * 0.25)) < 1e-12, String(edge?.score));
  assert.ok(Math.abs((edge?.typicality ?? 0) - (1 - 0.6 * 0.625)) < 1e-12);
});

const tents = typeRow("tent", ["Tent"]);
const lightTents = typeRow("tent", ["Tent"], { attribute: "light" });
const lamps = typeRow("lamp", ["Lamp"]);

const entailment = (
  claim: Claim,
  head: string,
  probability: number,
  decision: Entailment["decision"] = "carried",
): Entailment => ({
  claim: claim.id,
  head,
  headKind: head.startsWith("query") ? "query" : "product",
  probability,
  decision,
  reason: decision === "carried" ? null : "for a test",
});

test("what is true of a type is an edge of those to which it was carried, as likely as both together", async () => {
  const cold = productRow("cold", "Cold tent", "tent");
  const ofTents = claimRow(tents.id, "usedFor", "camping", { scope: "product-type", support: 5 });
  const { assertions: found, edges: made } = await build(
    [],
    [ofTents],
    [{ claim: ofTents.id, plausibility: 0.8 }],
    {},
    [cold],
    [
      entailment(ofTents, tent.id, 0.9),
      entailment(ofTents, cold.id, 0.4, "unsure"),
      entailment(ofTents, camping.id, 0.5),
    ],
  );
  assert.equal(found.length, 1);
  const [{ scope, type, attribute, pair, headA, pairCount } = { scope: "" }] = found;
  assert.deepEqual(
    [scope, type, attribute, pair, headA, pairCount],
    ["product-type", tents.id, null, null, null, null],
  );
  const byHead = new Map(made.map((edge) => [edge.head, edge]));
  assert.deepEqual(new Set(byHead.keys()), new Set([tent.id, camping.id]));
  const edge = byHead.get(tent.id);
  assert.deepEqual(
    [edge?.score, edge?.typicality, edge?.pairs, edge?.types, edge?.evidence, edge?.support],
    [0.72, 0.36, 0, 1, 1, 5],
  );
  assert.deepEqual([edge?.firstSeen, edge?.byMonth], [null, {}]);
  assert.equal(byHead.get(camping.id)?.score, 0.4);
});

test("what is said of a type and of it with an attribute is one: the better counts", async () => {
  const ofTents = claimRow(tents.id, "usedFor", "camping", { scope: "product-type" });
  const ofLight = claimRow(lightTents.id, "usedFor", "camp", { scope: "product-type+attribute" });
  const { assertions: found, edges: made } = await build(
    [],
    [ofTents, ofLight],
    [
      { claim: ofTents.id, plausibility: 0.6 },
      { claim: ofLight.id, plausibility: 0.9 },
    ],
    {},
    [],
    [entailment(ofTents, tent.id, 1), entailment(ofLight, tent.id, 1)],
  );
  const own = found.find(({ claim }) => claim === ofLight.id);
  assert.deepEqual(
    [own?.scope, own?.type, own?.attribute],
    ["product-type+attribute", tents.id, "light"],
  );
  assert.deepEqual(
    made.map(({ head, score, types, evidence }) => [head, score, types, evidence]),
    [[tent.id, 0.9, 1, 1]],
  );
});

test("two types that say the same of a query add up; a type and a pair that do, do not", async () => {
  const pair = searchBuy(camping, tent);
  const ofPair = claimRow(pair.id, "usedFor", "camping");
  const [ofTents, ofLamps] = [tents, lamps].map(({ id }) =>
    claimRow(id, "usedFor", "camping", { scope: "product-type" }),
  ) as [Claim, Claim];
  // The same of tents in other words.
  const again = claimRow(tents.id, "usedFor", "camp", { scope: "product-type" });
  const { edges: made } = await build(
    [pair],
    [ofPair, ofTents, ofLamps, again],
    [
      { claim: ofPair.id, plausibility: 0.7 },
      { claim: ofTents.id, plausibility: 0.8 },
      { claim: again.id, plausibility: 0.6 },
      { claim: ofLamps.id, plausibility: 0.6 },
    ],
    {},
    [],
    [ofTents, ofLamps, again].map((claim) => entailment(claim, camping.id, 1)),
  );
  const edge = made.find(({ head }) => head === camping.id);
  assert.deepEqual(
    [edge?.score, edge?.pairs, edge?.types, edge?.evidence, edge?.support],
    [0.92, 1, 2, 3, 4],
  );
  assert.equal(made.find(({ head }) => head === tent.id)?.score, 0.7);
});

test("a query without an edge leads to the one that it counts as, where that has edges", async () => {
  const [none, own, alone] = ["camping gaer", "gear for camping", "camping kit"].map(queryRow);
  assert.ok(none && own && alone);
  const pair = searchBuy(camping, tent);
  const ownPair = searchBuy(own, lamp);
  const row = { editDistance: 1, similarity: null, confidence: 0.9, way: "spelling" as const };
  const { heads: found } = await build(
    [pair, ownPair],
    [claimRow(pair.id, "usedFor", "camping"), claimRow(ownPair.id, "usedFor", "camp")],
    ...([[], {}, [], []] as const),
    {
      queries: [camping, none, own, alone],
      queryVariants: [
        { query: none.id, head: camping.id, ...row },
        { query: own.id, head: camping.id, ...row },
        { query: camping.id, head: alone.id, ...row },
      ],
    },
  );
  const countedAs = new Map(found.map(({ id, countedAs: as }) => [id, as]));
  assert.equal(countedAs.get(none.id), camping.id);
  assert.equal(countedAs.get(own.id), own.id, "its own edges go first");
  assert.equal(countedAs.get(camping.id), camping.id);
  assert.equal(countedAs.get(alone.id), alone.id);
});

test("heads are all products and queries; a variant leads to the one that pairs count it as", async () => {
  const red = productRow("mug-red", "Mug, red", "mug", { parent: "mug" });
  const blue = productRow("mug-blue", "Mug, blue", "mug", { parent: "mug" });
  const pair = searchBuy(camping, red);
  const { heads: found } = await build([pair], [claimRow(pair.id, "usedFor", "camping")], [], {}, [
    red,
    blue,
  ]);
  const countedAs = new Map(found.map(({ id, countedAs: as }) => [id, as]));
  assert.equal(countedAs.get(blue.id), red.id);
  assert.equal(countedAs.get(red.id), red.id);
  assert.equal(countedAs.get(lamp.id), lamp.id);
  const query = found.find(({ kind }) => kind === "query");
  assert.deepEqual([query?.id, query?.words, query?.sku], [camping.id, "camping gear", null]);
});

test("every table of the graph lies as JSON lines too", async () => {
  const pair = searchBuy(camping, tent);
  const { tools, record } = await build([pair], [claimRow(pair.id, "usedFor", "camping")]);
  for (const name of ["nodes", "aliases", "assertions", "edges", "heads"]) {
    const [file = ""] = tools.store.files(written(record, name));
    const lines = readFileSync(file.replace("rows.parquet", "rows.jsonl"), "utf8")
      .trim()
      .split("\n");
    assert.equal(lines.length, written(record, name).rows);
    for (const line of lines) JSON.parse(line);
  }
});

test("what was said of a query is an edge of it alone, and one more piece of evidence, not a second witness", async () => {
  const pair = searchBuy(camping, tent);
  const ofPair = claimRow(pair.id, "usedFor", "camping");
  const ofTents = claimRow(tents.id, "usedFor", "camping", { scope: "product-type" });
  const ofQuery = claimRow(camping.id, "usedFor", "camping", { scope: "query", support: 2 });
  // The same of the query in other words.
  const again = claimRow(camping.id, "usedFor", "camp", { scope: "query" });
  const other = claimRow(camping.id, "usedFor", "hiking", { scope: "query" });
  const { assertions: found, edges: made } = await build(
    [pair],
    [ofPair, ofTents, ofQuery, again, other],
    [
      { claim: ofPair.id, plausibility: 0.7 },
      { claim: ofTents.id, plausibility: 0.8 },
      { claim: ofQuery.id, plausibility: 0.9 },
      { claim: again.id, plausibility: 0.6 },
      { claim: other.id, plausibility: 0.6 },
    ],
    {},
    [],
    [entailment(ofTents, camping.id, 1)],
  );
  const said = found.find(({ claim }) => claim === ofQuery.id);
  assert.deepEqual(
    [said?.scope, said?.headA, said?.headB, said?.pair, said?.type, said?.firstSeen],
    ["query", camping.id, null, null, null, null],
  );
  const ofCamping = made.filter(({ head }) => head === camping.id);
  assert.deepEqual(
    ofCamping
      .map(({ score, pairs: behind, types, evidence, support, firstSeen }) => ({
        ...{ score, behind, types, evidence, support, seen: firstSeen !== null },
      }))
      .toSorted((a, b) => b.support - a.support),
    [
      { score: 0.9, behind: 1, types: 1, evidence: 3, support: 5, seen: true },
      { score: 0.6, behind: 0, types: 0, evidence: 1, support: 1, seen: false },
    ],
  );
  assert.deepEqual(
    made.filter(({ head }) => head === tent.id).map(({ score }) => score),
    [0.7],
  );
});
