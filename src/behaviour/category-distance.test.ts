import assert from "node:assert/strict";
import { test } from "node:test";
import { allThrough, countsOf, happened, mine, product } from "./mining-fixture.ts";

const categories: Readonly<Record<string, readonly string[]>> = {
  tent: ["Outdoors", "Camping", "Tents"],
  pole: ["Outdoors", "Camping", "Tents"],
  stove: ["Outdoors", "Camping", "Kitchen"],
  camping: ["Outdoors", "Camping"],
  kayak: ["Outdoors", "Water", "Kayaks"],
  pan: ["Home", "Camping", "Kitchen"],
  unknown: [],
};

const products = Object.entries(categories).map(([sku, categoryPath]) =>
  product(sku, { categoryPath }),
);

/** A tent is bought with everything else, each in a basket of its own. */
const events = Object.keys(categories)
  .filter((sku) => sku !== "tent")
  .flatMap((sku) =>
    [sku, "tent"].map((one) => happened("purchase", 0, { session: sku, product: one })),
  );

const minedUpTo = (maximumCategoryDistance: number | null) =>
  mine({
    products,
    events: [events],
    config: { ...allThrough, coBuy: { minimumLift: 0, maximumCategoryDistance } },
  });

test("pairs further apart than the limit are dropped; products without a category are not judged", async () => {
  const mined = await minedUpTo(2);
  assert.deepEqual(Object.keys(countsOf(mined)), [
    "camping + tent",
    "pole + tent",
    "stove + tent",
    "tent + unknown",
  ]);
  assert.deepEqual(mined.funnel["coBuy"]?.dropped, { categoryDistance: 2 });
  assert.deepEqual(mined.samples["categoryDistance"]?.toSorted(), [
    "default/kayak and default/tent: 4 steps apart, times: 1, lift 1",
    "default/pan and default/tent: 6 steps apart, times: 1, lift 1",
  ]);
});

test("with no limit nothing is too far, and with 0 only the same category is near enough", async () => {
  assert.equal((await minedUpTo(null)).pairs.length, 6);
  assert.deepEqual(Object.keys(countsOf(await minedUpTo(0))), ["pole + tent", "tent + unknown"]);
});
