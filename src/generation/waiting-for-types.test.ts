import assert from "node:assert/strict";
import { test } from "node:test";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import type { Scope } from "../domain/tables/scopes.ts";
import {
  coBuy,
  productRow,
  queryRow,
  searchBuy,
  shopDatasets,
  typeRow,
} from "../stage/shop-for-tests.ts";
import { waitingForTypes } from "./waiting-for-types.ts";

const place = await openStorePlace();
const tent = productRow("tent", "Dome Tent", "tent");
const lamp = productRow("lamp", "Headlamp", "lamp");
const stove = productRow("stove", "Gas Stove", "stove");
const gadget = productRow("gadget", "Brass Gadget", null);
const camping = queryRow("camping");
const night = queryRow("night");
const secret = queryRow("seldom searched");
const shop = {
  products: [tent, lamp, stove, gadget],
  queries: [camping, night],
  productTypes: ["tent", "lamp", "stove"].map((name, index) =>
    typeRow(name, [name], { place: 1 + index }),
  ),
  pairs: [
    searchBuy(camping, tent, { count: 9 }),
    searchBuy(camping, lamp, { count: 4 }),
    searchBuy(night, lamp, { count: 7 }),
    searchBuy(night, tent, { count: 2 }),
    searchBuy(secret, lamp),
    coBuy(tent, lamp),
    coBuy(lamp, stove),
    coBuy(tent, gadget),
  ],
};

async function waiting(
  limitTypes: number | null,
  scopes: readonly Scope[],
  asked: { readonly queries?: readonly string[]; readonly pairs?: readonly string[] } = {},
) {
  const store = openNewStore(place);
  const datasets = await shopDatasets(store, shop);
  const files = (name: keyof typeof datasets) => ({ files: store.files(datasets[name]) });
  const sources = {
    ...{ pairs: files("pairs"), queries: files("queries"), products: files("products") },
    productTypes: files("productTypes"),
  };
  return place.sql.use(async (connection) => {
    for (const [table, ids = []] of [
      ["heads", asked.pairs],
      ["query_heads", asked.queries],
    ] as const) {
      await connection.run(`CREATE TEMP TABLE ${table} (id VARCHAR)`);
      for (const id of ids) await connection.run(`INSERT INTO ${table} VALUES ('${id}')`);
    }
    return waitingForTypes(connection, sources, { limitTypes, attributesPerType: 3, scopes });
  });
}

const both: readonly Scope[] = ["product-type", "query", "pair"];

test("queries most of whose purchases, and pairs one of whose products, are of a type beyond the limit wait", async () => {
  assert.deepEqual(await waiting(1, both), { queries: 1, pairs: 2 + 2 });
  assert.deepEqual(await waiting(2, both), { queries: 0, pairs: 1 });
  assert.deepEqual(await waiting(3, both), { queries: 0, pairs: 0 });
  assert.deepEqual(await waiting(null, both), { queries: 0, pairs: 0 });
});

test("what is asked about does not wait, and of scopes that are not asked nothing does", async () => {
  const asked = { queries: [camping.id, night.id], pairs: [coBuy(tent, lamp).id] };
  assert.deepEqual(await waiting(1, both, asked), { queries: 0, pairs: 2 });
  assert.deepEqual(await waiting(1, ["product-type", "pair"]), { queries: 0, pairs: 2 + 3 });
  assert.deepEqual(await waiting(1, ["product-type", "query"]), { queries: 1, pairs: 0 });
});
