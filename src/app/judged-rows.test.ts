import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import type { Table } from "../domain/table.ts";
import { claims } from "../domain/tables/claims.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import { coBuy, productRow, queryRow, searchBuy, shopDatasets } from "../stage/shop-for-tests.ts";
import { askedPairs, reportHeads, unfilteredEdges } from "./judged-rows.ts";

const place = await openStorePlace();
const store = openNewStore(place);

const camping = queryRow("camping");
const fishing = queryRow("fishing");
const tent = productRow("tent-1", "Tent, red", "tent", { parent: "tent" });
const otherTent = productRow("tent-2", "Tent, blue", "tent", { parent: "tent" });
const lamp = productRow("lamp", "Lamp", "lamp");
const rod = productRow("rod", "Rod", "rod");
const forTent = searchBuy(camping, tent);
const withLamp = coBuy(lamp, tent);
const notAsked = searchBuy(fishing, rod);

const shop = await shopDatasets(store, {
  pairs: [forTent, withLamp, notAsked],
  products: [tent, otherTent, lamp, rod],
  queries: [camping, fishing],
});
const said = await datasetOfRows(store, claims, [
  claimRow(forTent.id, "usedFor", "a night outdoors"),
  droppedClaimRow(forTent.id, "isA", "tent"),
  claimRow(withLamp.id, "usedFor", "a night outdoors"),
]);
const source = {
  workspace: { sql: place.sql },
  files: ({ name }: Table): readonly string[] =>
    store.files(name === "claims" ? said : shop[name as keyof typeof shop]),
};

test("heads are queries and products, variants once, and those of a claim were asked about", async () => {
  assert.deepEqual(
    new Map((await reportHeads(source)).map(({ id, kind, asked }) => [id, [kind, asked]])),
    new Map([
      [lamp.id, ["product", true]],
      [rod.id, ["product", false]],
      [tent.id, ["product", true]],
      [camping.id, ["query", true]],
      [fishing.id, ["query", false]],
    ]),
  );
});

test("pairs of which something was claimed are the asked ones, whatever became of the claim", async () => {
  assert.deepEqual(
    new Set((await askedPairs(source)).map(({ headA, headB }) => `${headA} ${headB}`)),
    new Set([forTent, withLamp].map(({ headA, headB }) => `${headA} ${headB}`)),
  );
});

test("without a filter each claim is an edge of both heads, once, dropped ones too", async () => {
  const edges = await unfilteredEdges(source);
  assert.deepEqual(
    edges.map(({ head, headKind, relation, tail }) => [head, headKind, relation, tail]),
    [
      [lamp.id, "product", "usedFor", "a night outdoors"],
      [tent.id, "product", "isA", "tent"],
      [tent.id, "product", "usedFor", "a night outdoors"],
      [camping.id, "query", "isA", "tent"],
      [camping.id, "query", "usedFor", "a night outdoors"],
    ],
  );
});
