import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { edgeId, nodeId } from "../domain/ids.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { aliases, assertions, edges, nodes } from "../domain/tables/graph.ts";
import type { BehaviourPair } from "../domain/tables/pairs.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import { coBuy, productRow, queryRow, searchBuy, shopDatasets } from "../stage/shop-for-tests.ts";
import { rowsOf, runToEnd, toolsIn } from "../stage/stage-for-tests.ts";
import { graphStage } from "./graph-stage.ts";

const place = await openStorePlace();

const camping = queryRow("camping gear");
const tent = productRow("tent", "Tent", "tent");
const lamp = productRow("lamp", "Lamp", "lamp");
const stove = productRow("stove", "Stove", "stove");

/** Builds the graph of claims whose tails are nodes of their own: "camping" and "camp" alike. */
async function build(pairs: readonly BehaviourPair[], rows: readonly Claim[]) {
  const tools = toolsIn(place);
  const { store } = tools;
  const shop = await shopDatasets(store, {
    pairs,
    products: [tent, lamp, stove],
    queries: [camping],
  });
  const formOf = (tail: string) => tail.replace("camping", "camp");
  const surfaces = [...new Set(rows.filter(({ kept }) => kept).map(({ tail }) => tail))];
  const datasets = {
    pairs: shop.pairs,
    claims: await datasetOfRows(store, claims, rows),
    aliases: await datasetOfRows(
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
    nodes: await datasetOfRows(
      store,
      nodes,
      [...new Set(surfaces.map(formOf))].map((form) => ({
        id: nodeId(form),
        wording: form,
        normalForm: form,
      })),
    ),
  };
  const record = await runToEnd(graphStage(), {}, datasets, tools);
  return {
    record,
    assertions: await rowsOf(tools, assertions, record),
    edges: await rowsOf(tools, edges, record),
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
    support: 7,
    score: null,
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
