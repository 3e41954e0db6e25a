import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import type { Table } from "../domain/table.ts";
import { claims } from "../domain/tables/claims.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import {
  coBuy,
  productRow,
  queryRow,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { askedHeads, reportHeads, unfilteredEdges } from "./judged-rows.ts";

const place = await openStorePlace();
const store = openNewStore(place);

const camping = queryRow("camping");
const fishing = queryRow("fishing");
const tent = productRow("tent-1", "Tent, red", "tent", { parent: "tent" });
const otherTent = productRow("tent-2", "Tent, blue", "tent", { parent: "tent" });
const lamp = productRow("lamp", "Lamp", "lamp");
const rod = productRow("rod", "Rod", "rod");
const coldTent = productRow("tent-3", "Dome", "Tent");
const tents = typeRow("tent", ["Tent, red", "Dome"]);
const redTents = typeRow("tent", ["Tent, red"], { attribute: "red" });
const rods = typeRow("rod", ["Rod"]);
const forTent = searchBuy(camping, tent);
const withLamp = coBuy(lamp, tent);
const notAsked = searchBuy(fishing, rod);

const shop = await shopDatasets(store, {
  pairs: [forTent, withLamp, notAsked],
  products: [tent, otherTent, coldTent, lamp, rod],
  queries: [camping, fishing],
  productTypes: [tents, redTents, rods],
});
const said = await datasetOfRows(store, claims, [
  claimRow(forTent.id, "usedFor", "a night outdoors"),
  droppedClaimRow(forTent.id, "isA", "tent"),
  claimRow(withLamp.id, "usedFor", "a night outdoors"),
  claimRow(tents.id, "usedFor", "camping", { scope: "product-type" }),
  claimRow(redTents.id, "usedFor", "being found", { scope: "product-type+attribute" }),
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
      [coldTent.id, ["product", true]],
      [camping.id, ["query", true]],
      [fishing.id, ["query", false]],
    ]),
  );
});

test("what a claim is about was asked, whatever became of the claim, and with it both ends or all of the type", async () => {
  assert.deepEqual(
    new Set((await askedHeads(source)).map(({ subject, head }) => `${subject} ${head}`)),
    new Set([
      ...[forTent, withLamp].flatMap(({ id, headA, headB }) => [
        `${id} ${headA}`,
        `${id} ${headB}`,
      ]),
      // Of two colours the one that pairs count; a query leads to the type, and so does what nobody bought.
      ...[tent.id, coldTent.id, camping.id].map((head) => `${tents.id} ${head}`),
      ...[tent.id, camping.id].map((head) => `${redTents.id} ${head}`),
    ]),
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
      [tent.id, "product", "usedFor", "being found"],
      [tent.id, "product", "usedFor", "camping"],
      [coldTent.id, "product", "usedFor", "camping"],
      [camping.id, "query", "isA", "tent"],
      [camping.id, "query", "usedFor", "a night outdoors"],
      [camping.id, "query", "usedFor", "being found"],
      [camping.id, "query", "usedFor", "camping"],
    ],
  );
});
