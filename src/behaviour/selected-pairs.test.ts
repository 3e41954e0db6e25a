import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import {
  countsOf,
  happened,
  type Mined,
  type MiningPlace,
  openMiningPlace,
  product,
} from "./mining-fixture.ts";

const products = ["a", "b", "c"].map((sku) => product(sku, { productType: `type ${sku}` }));
const day = 24 * 60;

let place: MiningPlace;
before(async () => {
  place = await openMiningPlace();
});
after(() => place.close());

const basket = (session: string, at: number, skus: readonly string[]): readonly ShopEvent[] => [
  happened("search", at, { session, query: "tent" }),
  ...skus.flatMap((sku) => [
    happened("click", at + 1, { session, product: sku }),
    happened("purchase", at + 2, { session, product: sku }),
  ]),
];

/** One basket of a and b, and on the next day many of a alone and b alone, and searches for nothing. */
const first = [basket("s0", 0, ["a", "b"]), basket("s1", 5, ["c"])].flat();
const second = [
  ...Array.from({ length: 20 }, (_, index) => basket(`x${index}`, day + index, ["a"])),
  ...Array.from({ length: 20 }, (_, index) => basket(`y${index}`, day + index, ["b"])),
  ...Array.from({ length: 400 }, (_, index) => basket(`z${index}`, day + index, [])),
].flat();

const config = {
  queryGate: { customers: 1 },
  searchBuy: { clickRateLow: 0, purchaseRateLow: 0.01 },
};

const keptFor = ({ pairs }: Mined): readonly (string | null)[] =>
  pairs.map((pair) => pair.keptFor).toSorted();

test("what was selected stays when the log moves, and says so; days added and all at once agree", async () => {
  const one = await place.mine({ products, events: [first], config });
  assert.deepEqual(Object.keys(countsOf(one)), ["a + b", "tent > a", "tent > b", "tent > c"]);
  const anew = await place.mine({ products, events: [first, second], config });
  assert.deepEqual(Object.keys(countsOf(anew)), ["tent > a", "tent > b"]);
  const selectedPairs = one.pairs;
  const added = await place.mine({ products, events: [first, second], config, selectedPairs });
  assert.deepEqual(countsOf(added), { "a + b": 1, "tent > a": 21, "tent > b": 21, "tent > c": 1 });
  assert.deepEqual(keptFor(added), [null, null, "selectedBefore", "selectedBefore"].toSorted());
  const whole = { products, events: [[...second, ...first]], config, selectedPairs };
  assert.deepEqual((await place.mine(whole)).contents, added.contents);
  const off = { ...config, keepSelected: false };
  const { contents } = await place.mine({ ...whole, config: off });
  assert.deepEqual(contents, anew.contents);
});

test("neither the gate nor what is no longer in the log or the catalogue is held by a selection", async () => {
  const { pairs: selectedPairs } = await place.mine({ products, events: [first], config });
  const gated = { ...config, queryGate: { customers: 3 } };
  const events = [first];
  const behindTheGate = await place.mine({ products, events, config: gated, selectedPairs });
  assert.deepEqual(countsOf(behindTheGate), { "a + b": 1 });
  const left = products.slice(0, 2);
  const without = await place.mine({ products: left, events, config, selectedPairs });
  assert.deepEqual(Object.keys(countsOf(without)), ["a + b", "tent > a", "tent > b"]);
});
