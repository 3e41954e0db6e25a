import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import { allThrough, countsOf, happened, mine, product } from "./mining-fixture.ts";

const products = ["tent", "lamp", "stove", "other"].map((sku) => product(sku));

/** One purchase a session, so that there are no co-buys. */
const searchBuys = async (...events: readonly ShopEvent[]) =>
  countsOf(await mine({ products, events: [events], config: allThrough }));

const clicks = (session: string, from: number, count: number): readonly ShopEvent[] =>
  Array.from({ length: count }, (_, index) =>
    happened("click", from + index, { session, product: "other" }),
  );

test("thirty minutes are within the window, a minute more is not", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("search", 0, { session: "a", query: "on the edge" }),
      happened("purchase", 30, { session: "a", product: "tent" }),
      happened("search", 0, { session: "b", query: "over the edge" }),
      happened("purchase", 31, { session: "b", product: "tent" }),
    ),
    { "on the edge > tent": 1 },
  );
});

test("after hours, five clicks are within the window; six are not, nor is none", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("search", 0, { session: "a", query: "five clicks" }),
      ...clicks("a", 100, 5),
      happened("purchase", 200, { session: "a", product: "tent" }),
      happened("search", 0, { session: "b", query: "six clicks" }),
      ...clicks("b", 100, 6),
      happened("purchase", 200, { session: "b", product: "tent" }),
      happened("search", 0, { session: "c", query: "no click" }),
      happened("purchase", 200, { session: "c", product: "tent" }),
    ),
    { "five clicks > tent": 1 },
  );
});

test("without a session it is what the customer did, and minutes alone count", async () => {
  const ann = { session: null, customer: "ann" };
  const bob = { session: null, customer: "bob" };
  assert.deepEqual(
    await searchBuys(
      happened("search", 0, { ...ann, query: "soon" }),
      happened("purchase", 29, { ...ann, product: "tent" }),
      happened("search", 0, { ...bob, query: "a day later" }),
      happened("click", 1439, { ...bob, product: "tent" }),
      happened("purchase", 1440, { ...bob, product: "tent" }),
      happened("purchase", 1, { session: null, customer: "eve", product: "lamp" }),
    ),
    { "soon > tent": 1 },
  );
});

test("another session and what came before the search do not count", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("purchase", 0, { session: "a", product: "tent" }),
      happened("search", 1, { session: "a", query: "tent" }),
      happened("purchase", 2, { session: "b", product: "tent" }),
    ),
    {},
  );
});

test("a purchase belongs to the search that its product was clicked under, else to the latest", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("search", 0, { query: "camping" }),
      happened("click", 1, { product: "tent" }),
      happened("search", 2, { query: "lighting" }),
      happened("click", 3, { product: "lamp" }),
      happened("purchase", 4, { product: "tent" }),
      happened("search", 10, { session: "b", query: "first" }),
      happened("search", 11, { session: "b", query: "second" }),
      happened("purchase", 12, { session: "b", product: "stove" }),
    ),
    { "camping > tent": 1, "second > stove": 1 },
  );
});

test("the query id that an event carries decides, whatever the time and the session", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("search", 0, { query: "camping", queryId: "q1" }),
      happened("search", 1, { query: "lighting", queryId: "q2" }),
      happened("click", 2, { product: "tent", queryId: "q1" }),
      happened("click", 3, { product: "tent", queryId: "q2" }),
      happened("purchase", 600, { session: "till", product: "tent", queryId: "q1" }),
      happened("purchase", 4, { product: "lamp", queryId: "of a search that was not logged" }),
    ),
    { "camping > tent": 1 },
  );
});

test("where clicks carry query ids, a product found by a link belongs to no search", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("search", 0, { query: "camping", queryId: "q1" }),
      happened("click", 1, { product: "tent", queryId: "q1" }),
      happened("click", 2, { product: "lamp" }),
      happened("purchase", 3, { product: "lamp" }),
      happened("search", 0, { session: "b", query: "lighting" }),
      happened("click", 1, { session: "b", product: "lamp" }),
      happened("purchase", 2, { session: "b", product: "lamp" }),
    ),
    { "lighting > lamp": 1 },
  );
});

test("the first event that quotes a search's words stands for a search that was not logged", async () => {
  const mined = await mine({
    products,
    events: [
      [
        happened("click", 0, { queryId: "q1", query: "Camping  Gear", product: "tent" }),
        happened("click", 1, { queryId: "q1", query: "Camping  Gear", product: "lamp" }),
        happened("purchase", 2, { queryId: "q1", product: "tent" }),
      ],
    ],
    config: allThrough,
  });
  assert.deepEqual(countsOf(mined), { "camping gear > tent": 1 });
  assert.equal(mined.queries[0]?.searches, 1);
});

test("a search counts once, however many lines of the product were bought after it", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("search", 0, { query: "tent" }),
      happened("purchase", 1, { product: "tent" }),
      happened("purchase", 2, { product: "tent" }),
      happened("search", 10, { query: "TENT" }),
      happened("purchase", 11, { product: "tent" }),
    ),
    { "tent > tent": 2 },
  );
});

test("steps of one moment count as search, click, purchase", async () => {
  assert.deepEqual(
    await searchBuys(
      happened("purchase", 0, { product: "tent" }),
      happened("click", 0, { product: "tent" }),
      happened("search", 0, { query: "whole days only" }),
    ),
    { "whole days only > tent": 1 },
  );
});
