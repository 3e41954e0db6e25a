import assert from "node:assert/strict";
import { test } from "node:test";
import { openNewStore, openStorePlace } from "../artifact/store-for-tests.ts";
import {
  productRow,
  queryRow,
  type ShopRows,
  searchBuy,
  shopDatasets,
  shownQueryRow,
} from "../stage/shop-for-tests.ts";
import { newShownQueries } from "./new-shown-queries.ts";
import type { QuerySelection } from "./query-head.ts";

const place = await openStorePlace();
const dome = productRow("dome", "Dome Tent", "Tent");
const ridge = productRow("ridge", "Ridge Tent", "tent");
const lamp = productRow("lamp", "Headlamp", "lamp");
const rope = productRow("rope", "Long Climbing Rope", null);
const camping = queryRow("camping");
const knots = queryRow("knots");
const shop: ShopRows = {
  products: [dome, ridge, lamp, rope],
  queries: [camping, knots, queryRow("nothing bought")],
  pairs: [
    searchBuy(camping, lamp, { count: 5 }),
    searchBuy(camping, dome, { count: 3 }),
    searchBuy(camping, ridge, { count: 4 }),
    searchBuy(camping, rope, { count: 1 }),
    searchBuy(knots, rope, { count: 2 }),
  ],
};

async function shownOf(rows: ShopRows, selection: Partial<QuerySelection> = {}, round = 1) {
  const store = openNewStore(place);
  const datasets = await shopDatasets(store, rows);
  const files = (name: keyof typeof datasets) => ({ files: store.files(datasets[name]) });
  return place.sql.use((connection) =>
    newShownQueries(
      connection,
      {
        ...{ pairs: files("pairs"), queries: files("queries"), products: files("products") },
        shownQueries: files("shownQueries"),
        unexplainedHeads: files("unexplainedHeads"),
      },
      { limitQueries: null, unexplainedOnly: false, ...selection },
      round,
    ),
  );
}

test("the type bought most stands for a query, and three titles show it, those with most purchases first", async () => {
  assert.deepEqual(await shownOf(shop), [
    {
      ...{ id: camping.id, round: 1, place: 1, product: ridge.id, productType: "tent" },
      titles: ["Ridge Tent", "Headlamp", "Dome Tent"],
    },
    {
      ...{ id: knots.id, round: 1, place: 2, product: rope.id, productType: null },
      titles: ["Long Climbing Rope"],
    },
  ]);
});

test("a query that does not pass the gate is not shown", async () => {
  const found = await shownOf({ ...shop, queries: [knots] });
  assert.deepEqual(
    found.map(({ id }) => id),
    [knots.id],
  );
});

test("what was shown once is not looked for again, and counts for the limit", async () => {
  const shown = { ...shop, shownQueries: [shownQueryRow(camping, [lamp])] };
  const more = await shownOf(shown, {}, 2);
  assert.deepEqual(
    more.map(({ id, round, place: at }) => [id, round, at]),
    [[knots.id, 2, 1]],
  );
  assert.deepEqual(await shownOf(shown, { limitQueries: 1 }), []);
});
