import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOf } from "../artifact/dataset.ts";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { type ProductType, productTypes } from "../domain/tables/product-types.ts";
import type { ShownQuery } from "../domain/tables/shown-queries.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import {
  coBuy,
  productRow,
  queryRow,
  searchBuy,
  shopDatasets,
  shownQueryRow,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { type ClaimInput, readClaimInputs } from "./claim-inputs.ts";

const place = await openStorePlace();

const camping = queryRow("camping");
const tent = productRow("tent", "Sturdy shelter", "tent");
const lamp = productRow("lamp", "Bright lamp", null);
const searched = searchBuy(camping, tent, { count: 5, lift: 3.5 });
const together = coBuy(lamp, tent, { count: 2, lift: 1.5 });

const tents = typeRow("tent", ["Sturdy shelter", "Dome", "Pop-up", "Bell"]);
const lamps = typeRow("lamp", ["Bright lamp"]);

async function inputsOf(
  rows: readonly Claim[],
  batchSize = 10,
  types: readonly ProductType[] = [tents, lamps],
  shown: readonly ShownQuery[] = [],
) {
  const store = openNewStore(place);
  const shop = {
    pairs: [searched, together],
    queries: [camping],
    products: [tent, lamp],
    shownQueries: shown,
  };
  const datasets = {
    ...(await shopDatasets(store, shop)),
    claims: await datasetOfRows(store, claims, rows),
    productTypes:
      types.length === 0
        ? datasetOf("productTypes", [])
        : await datasetOfRows(store, productTypes, types),
  };
  const files = (name: keyof typeof datasets) => ({ files: store.files(datasets[name]) });
  const sources = {
    ...{ claims: files("claims"), pairs: files("pairs") },
    ...{ queries: files("queries"), products: files("products") },
    productTypes: files("productTypes"),
    shownQueries: files("shownQueries"),
  };
  const batches: (readonly ClaimInput[])[] = [];
  await place.sql.use(async (connection) => {
    for await (const batch of readClaimInputs(connection, sources, batchSize)) batches.push(batch);
  });
  return batches;
}

test("a claim about a search has the query, the product and all that was counted", async () => {
  const claim = claimRow(searched.id, "usedFor", "sleeping outdoors", {
    ...{ support: 4, votes: 6, documentFrequency: 9, spread: 0.25 },
  });
  assert.deepEqual(await inputsOf([claim]), [
    [
      {
        claim: claim.id,
        input: {
          relation: "usedFor",
          subject: "searchBuy",
          tail: "sleeping outdoors",
          sentence: "usedFor sleeping outdoors.",
          query: "camping",
          products: [{ title: "Sturdy shelter", type: "tent" }],
          counts: {
            ...{ support: 4, votes: 6, documentFrequency: 9, spread: 0.25 },
            ...{ pairCount: 5, lift: 3.5 },
          },
        },
      },
    ],
  ]);
});

test("a claim about a co-buy has both products in the pair's order, and lacks what is not known", async () => {
  const [[one] = []] = await inputsOf([claimRow(together.id, "xWant", "light")]);
  assert.deepEqual(one?.input, {
    ...{ relation: "xWant", subject: "coBuy", tail: "light", sentence: "xWant light." },
    query: null,
    products: [
      { title: "Bright lamp", type: null },
      { title: "Sturdy shelter", type: "tent" },
    ],
    counts: { support: 1, votes: 1, pairCount: 2, lift: 1.5 },
  });
});

const ofType = ({ id }: ProductType, tail: string, details: Partial<Claim> = {}): Claim =>
  claimRow(id, "usedFor", tail, { scope: "product-type", ...details });

test("a claim about a product type has its first three titles, and nothing of a pair", async () => {
  const claim = ofType(tents, "festivals", { support: 2, votes: 3, documentFrequency: 1 });
  assert.deepEqual(await inputsOf([claim]), [
    [
      {
        claim: claim.id,
        input: {
          ...{ relation: "usedFor", subject: "productType", tail: "festivals" },
          sentence: "usedFor festivals.",
          query: null,
          products: ["Sturdy shelter", "Dome", "Pop-up"].map((title) => ({ title, type: "tent" })),
          counts: { support: 2, votes: 3, documentFrequency: 1 },
        },
      },
    ],
  ]);
});

test("a claim about a type with an attribute is told by both words", async () => {
  const pop = typeRow("tent", ["Pop-up"], { attribute: "pop up" });
  const claim = ofType(pop, "festivals", { scope: "product-type+attribute" });
  const [[only] = []] = await inputsOf([claim], 10, [tents, pop]);
  assert.equal(only?.input.subject, "productType");
  assert.deepEqual(only?.input.products, [{ title: "Pop-up", type: "pop up tent" }]);
});

test("claims of both scopes come, those of one head together", async () => {
  const kept = [
    ...["a", "b"].flatMap((tail) => [ofType(tents, tail), ofType(lamps, tail)]),
    ...["a", "b"].map((tail) => claimRow(searched.id, "usedFor", tail)),
    ...["a", "b"].map((tail) => claimRow(together.id, "usedFor", tail)),
  ];
  const inputs = (await inputsOf(kept)).flat();
  assert.equal(inputs.length, 8);
  const heads = new Map(kept.map(({ id, head }) => [id, head]));
  const runs = inputs
    .map(({ claim }) => heads.get(claim))
    .filter((head, at, all) => head !== all[at - 1]);
  assert.equal(runs.length, 4);
  assert.deepEqual(inputs.map(({ input }) => input.subject).toSorted(), [
    "coBuy",
    "coBuy",
    ...Array(4).fill("productType"),
    "searchBuy",
    "searchBuy",
  ]);
});

test("where no type was ever asked about, pairs are judged all the same", async () => {
  const [batch = []] = await inputsOf([claimRow(searched.id, "usedFor", "rest")], 10, []);
  assert.deepEqual(
    batch.map(({ input }) => input.subject),
    ["searchBuy"],
  );
});

test("kept claims come once each, head by head, in order of id and in batches", async () => {
  const kept = [searched, together].flatMap(({ id }) =>
    ["a", "b", "c", "d"].map((tail) => claimRow(id, "usedFor", tail)),
  );
  const dropped = droppedClaimRow(searched.id, "usedFor", "tent");
  const batches = await inputsOf([dropped, ...kept.toReversed()], 3);
  assert.deepEqual(
    batches.map((batch) => batch.length),
    [3, 3, 2],
  );
  const expected = kept.toSorted((a, b) => (`${a.head} ${a.id}` < `${b.head} ${b.id}` ? -1 : 1));
  assert.deepEqual(
    batches.flat().map(({ claim }) => claim),
    expected.map(({ id }) => id),
  );
});

test("without kept claims there is no batch", async () => {
  assert.deepEqual(await inputsOf([droppedClaimRow(searched.id, "usedFor", "tent")]), []);
});

test("a claim about a query is judged as one about it and what was bought most after it", async () => {
  const claim = claimRow(camping.id, "usedFor", "a night outdoors", { scope: "query" });
  const ofQuery = async (shown: Parameters<typeof inputsOf>[3]) =>
    (await inputsOf([claim], 10, [], shown)).flat().map(({ input }) => input);
  const counts = { support: 1, votes: 1 };
  const asked = { relation: "usedFor", subject: "searchBuy", query: camping.text };
  const found = await ofQuery([shownQueryRow(camping, [tent, lamp])]);
  assert.deepEqual(found, [
    {
      ...{ ...asked, tail: claim.tail, sentence: claim.sentence },
      products: [{ title: tent.title, type: tent.productType }],
      counts: { ...counts, pairCount: searched.count, lift: searched.lift },
    },
  ]);
  // As it was shown, whatever became of the product.
  const gone = productRow("gone", "Old tent", "tent");
  const [old] = await ofQuery([shownQueryRow(camping, [gone])]);
  assert.deepEqual([old?.products, old?.counts], [[{ title: "Old tent", type: "tent" }], counts]);
});
