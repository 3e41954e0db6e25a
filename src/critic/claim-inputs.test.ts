import assert from "node:assert/strict";
import { test } from "node:test";
import { datasetOfRows, openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import { type Claim, claims } from "../domain/tables/claims.ts";
import { claimRow, droppedClaimRow } from "../stage/claims-for-tests.ts";
import { coBuy, productRow, queryRow, searchBuy, shopDatasets } from "../stage/shop-for-tests.ts";
import { type ClaimInput, readClaimInputs } from "./claim-inputs.ts";

const place = await openStorePlace();

const camping = queryRow("camping");
const tent = productRow("tent", "Sturdy shelter", "tent");
const lamp = productRow("lamp", "Bright lamp", null);
const searched = searchBuy(camping, tent, { count: 5, lift: 3.5 });
const together = coBuy(lamp, tent, { count: 2, lift: 1.5 });

async function inputsOf(rows: readonly Claim[], batchSize = 10) {
  const store = openNewStore(place);
  const shop = { pairs: [searched, together], queries: [camping], products: [tent, lamp] };
  const datasets = {
    ...(await shopDatasets(store, shop)),
    claims: await datasetOfRows(store, claims, rows),
  };
  const files = (name: keyof typeof datasets) => ({ files: store.files(datasets[name]) });
  const sources = {
    ...{ claims: files("claims"), pairs: files("pairs") },
    ...{ queries: files("queries"), products: files("products") },
  };
  const batches: (readonly ClaimInput[])[] = [];
  await place.sql.use(async (connection) => {
    for await (const batch of readClaimInputs(connection, sources, batchSize)) batches.push(batch);
  });
  return batches;
}

test("a claim about a search has the query, the product and all that was counted", async () => {
  const claim = claimRow(searched.id, "usedFor", "sleeping outdoors", {
    ...{ support: 4, documentFrequency: 9, spread: 0.25 },
  });
  assert.deepEqual(await inputsOf([claim]), [
    [
      {
        claim: claim.id,
        input: {
          relation: "usedFor",
          behaviour: "searchBuy",
          tail: "sleeping outdoors",
          sentence: "usedFor sleeping outdoors.",
          query: "camping",
          products: [{ title: "Sturdy shelter", type: "tent" }],
          counts: { support: 4, documentFrequency: 9, spread: 0.25, pairCount: 5, lift: 3.5 },
        },
      },
    ],
  ]);
});

test("a claim about a co-buy has both products in the pair's order, and lacks what is not known", async () => {
  const [[one] = []] = await inputsOf([claimRow(together.id, "xWant", "light")]);
  assert.deepEqual(one?.input, {
    ...{ relation: "xWant", behaviour: "coBuy", tail: "light", sentence: "xWant light." },
    query: null,
    products: [
      { title: "Bright lamp", type: null },
      { title: "Sturdy shelter", type: "tent" },
    ],
    counts: { support: 1, pairCount: 2, lift: 1.5 },
  });
});

test("kept claims come once each, pair by pair, in order of id and in batches", async () => {
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
