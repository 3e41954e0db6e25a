import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { claims } from "../domain/tables/claims.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import { scores } from "../domain/tables/scores.ts";
import {
  coBuy,
  productRow,
  queryRow,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { typeClaimRow } from "./entailment-for-tests.ts";
import { entailmentInputs, type HeadBatch, readHeadBatches } from "./entailment-inputs.ts";

const place = await openStorePlace();

const [tent, lamp] = [
  typeRow("tent", ["Big tent", "Small tent"]),
  typeRow("lamp", ["Lamp"]),
] as const;
const smallTent = typeRow("tent", ["Small tent"], { attribute: "small" });
const hiking = typeClaimRow(smallTent, "usedFor", "hiking", { scope: "product-type+attribute" });
const sleeping = typeClaimRow(tent, "usedFor", "sleeping outdoors");
const reading = typeClaimRow(lamp, "usedFor", "reading");

const [big, small, light] = [
  productRow("big", "Big tent", "Tent", {
    categoryPath: ["Outdoors", "Camping", "Tents"],
    attributes: { Waterproof: "No", Insulated: "yes", Color: "Blue", About: "x".repeat(41) },
  }),
  productRow("small", "Small tent", "tent"),
  productRow("light", "Lamp", "lamp"),
] as const;
const [camping, tents] = [queryRow("camping"), queryRow("tents")] as const;

async function read(batchSize: number): Promise<readonly HeadBatch[]> {
  const store = openNewStore(place);
  const shop = await shopDatasets(store, {
    products: [big, small, light],
    queries: [camping, tents],
    pairs: [
      searchBuy(camping, big, { count: 4 }),
      searchBuy(camping, small, { count: 2 }),
      searchBuy(camping, light, { count: 2 }),
      searchBuy(tents, small, { count: 9 }),
      coBuy(big, light, { count: 50 }),
    ],
  });
  const datasets = {
    ...shop,
    claims: await datasetOfRows(store, claims, [sleeping, reading, hiking]),
    scores: await datasetOfRows(store, scores, [
      ...[sleeping, reading, hiking].map(({ id }) => ({
        ...{ claim: id, critic: "a critic", plausibility: 0.75, typicality: 0.25, uncertainty: 0 },
      })),
    ]),
    productTypes: await datasetOfRows(store, productTypes, [tent, lamp, smallTent]),
  };
  const filesOf = (name: keyof typeof datasets) => ({ files: store.files(datasets[name]) });
  const sources = {
    claims: filesOf("claims"),
    scores: filesOf("scores"),
    productTypes: filesOf("productTypes"),
    products: filesOf("products"),
    queries: filesOf("queries"),
    pairs: filesOf("pairs"),
  };
  return place.sql.use(async (connection) => {
    const inputs = await entailmentInputs(connection, sources, {
      ...{ plausibility: 0.5, plausibilityByRelation: null, judged: true },
    });
    return Array.fromAsync(readHeadBatches(connection, inputs, batchSize));
  });
}

test("a type comes with its claims and all its heads, and the share of purchases that a query gave it", async () => {
  const batches = await read(100);
  assert.equal(batches.length, 3);
  const [ofTent, ofLamp, ofSmall] = ["tent", "lamp", "small tent"].map((name) =>
    batches.find(({ type }) => type.name === name),
  );
  assert.deepEqual(ofTent?.type, {
    name: "tent",
    titles: ["Big tent", "Small tent"],
    claims: [
      {
        ...{
          id: sleeping.id,
          relation: "usedFor",
          tail: sleeping.tail,
          sentence: sleeping.sentence,
        },
        ...{ plausibility: 0.75, typicality: 0.25 },
      },
    ],
  });
  const heads = (batch: HeadBatch | undefined) =>
    Object.fromEntries(batch?.heads.map(({ id, kind, share }) => [id, [kind, share]]) ?? []);
  assert.deepEqual(heads(ofTent), {
    [big.id]: ["product", null],
    [small.id]: ["product", null],
    [camping.id]: ["query", 0.75],
    [tents.id]: ["query", 1],
  });
  // With an attribute: products that have it alone, and of a query what it gave those.
  assert.deepEqual(
    ofSmall?.type.claims.map(({ id }) => id),
    [hiking.id],
  );
  assert.deepEqual(heads(ofSmall), {
    [small.id]: ["product", null],
    [camping.id]: ["query", 0.25],
    [tents.id]: ["query", 1],
  });
  assert.deepEqual(heads(ofLamp), { [light.id]: ["product", null], [camping.id]: ["query", 0.25] });
});

test("what may contradict stands with its place: short attributes, and categories but the broadest", async () => {
  const batches = await read(100);
  const textsOf = (id: string) =>
    batches.flatMap(({ heads }) => heads).find((head) => head.id === id)?.texts ?? [];
  const told = textsOf(big.id).map((one) => `${one.place}: ${one.text}`);
  assert.deepEqual(told.toSorted(), [
    "the attribute Color: Blue",
    "the attribute Insulated: Insulated",
    "the attribute Waterproof: not Waterproof",
    "the category: Camping",
    "the category: Tents",
    "the title: Big tent",
  ]);
  assert.deepEqual(textsOf(tents.id), [{ place: "the query", text: "tents" }]);
});

test("batches of one type share the type, and together have each head once", async () => {
  const batches = await read(1);
  assert.equal(batches.length, 9);
  assert.equal(new Set(batches.map(({ type }) => type)).size, 3);
  assert.ok(batches.every(({ heads, type }) => heads.length === 1 && type.claims.length === 1));
});
