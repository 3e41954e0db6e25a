import assert from "node:assert/strict";
import { test } from "node:test";
import { seededRandom } from "../statistics/random.ts";
import { productAvailability } from "./availability.ts";
import type { ShopProduct } from "./shop.ts";
import { readSmallShop } from "./shop-for-tests.ts";

const [model] = (await readSmallShop()).products;
assert.ok(model);

const days = 40;
const calm = { newPerDay: 0, outOfStockPerDay: 0, outOfStockDays: [3, 6] } as const;

const productsLike = (count: number, details: Partial<ShopProduct> = {}): readonly ShopProduct[] =>
  Array.from({ length: count }, (_, index) => ({ ...model, sku: `P-${index}`, ...details }));

/** For each product a sign a day: + where it can be bought, - where not. */
function calendar(
  products: readonly ShopProduct[],
  changes: Partial<Parameters<typeof productAvailability>[1]> = {},
  ...seeds: readonly number[]
): readonly string[] {
  const settings = { ...calm, outOfStockDays: [3, 6] as [number, number], ...changes };
  const isAvailable = productAvailability(products, settings, days, seededRandom(...seeds));
  return [...products.keys()].map((index) =>
    Array.from({ length: days }, (_, day) => (isAvailable(index, day) ? "+" : "-")).join(""),
  );
}

test("where nothing comes and goes, all is there on every day, and nothing else is", () => {
  const products = productsLike(5);
  assert.deepEqual(new Set(calendar(products, {}, 1)), new Set(["+".repeat(days)]));
  const isAvailable = productAvailability(
    products,
    { ...calm, outOfStockDays: [3, 6] },
    days,
    seededRandom(1),
  );
  assert.equal(isAvailable(5, 0), false);
});

test("what is new cannot be bought before its day, and from then on always", () => {
  const spans = calendar(productsLike(500), { newPerDay: 3 }, 1);
  for (const span of spans) assert.match(span, /^-*\++$/);
  const newOn = (day: number): number =>
    spans.filter((span) => day > 0 && span.indexOf("+") === day).length;
  for (let day = 1; day < days; day += 1) assert.ok(newOn(day) <= 3);
  const newcomers = spans.filter((span) => span.startsWith("-")).length;
  assert.ok(newcomers > 80 && newcomers <= 3 * (days - 1), `${newcomers} newcomers`);
});

test("however much comes and goes, most of a small shop can be bought on any day", () => {
  for (const count of [1, 2, 10, 100]) {
    const spans = calendar(productsLike(count), { newPerDay: 9, outOfStockPerDay: 9 }, 1);
    for (let day = 0; day < days; day += 1) {
      const present = spans.filter((span) => span[day] === "+").length;
      assert.ok(present >= 0.6 * count, `${present} of ${count} on day ${day}`);
    }
  }
});

test("what is out of stock was there before and comes back after as many days as the settings say", () => {
  const spans = calendar(productsLike(2000), { outOfStockPerDay: 2 }, 1);
  const short = spans.filter((span) => span.includes("-"));
  assert.ok(short.length > 40);
  const lengths = new Set<number>();
  for (const span of short) {
    assert.match(span, /^\+/);
    for (const [absence] of span.matchAll(/(?<=\+)-+(?=\+)/g)) lengths.add(absence.length);
  }
  assert.deepEqual([...lengths].sort(), [3, 4, 5, 6]);
});

test("a sku that comes to name another thing sells one of the two on each day", () => {
  const [first] = productsLike(1, { toDay: 10 });
  const [second] = productsLike(1, { epoch: 2, fromDay: 10 });
  assert.ok(first && second);
  assert.deepEqual(calendar([first, second], {}, 1), [
    "+".repeat(10) + "-".repeat(days - 10),
    "-".repeat(10) + "+".repeat(days - 10),
  ]);
});

test("the same seeds give the same days, another seed others", () => {
  const products = productsLike(300);
  const busy = { newPerDay: 2, outOfStockPerDay: 2 };
  assert.deepEqual(calendar(products, busy, 1, 2), calendar(products, busy, 1, 2));
  assert.notDeepEqual(calendar(products, busy, 1, 2), calendar(products, busy, 1, 3));
});
