import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import { allThrough, happened, mine, product } from "./mining-fixture.ts";

const products = [..."abcx"].map((sku) => product(sku));

/**
 * So many searches that show these products from the first place on, of which the first few click on the one at a
 * place and buy it.
 */
function pages(
  name: string,
  skus: string,
  clicksAt: readonly number[],
  { positions = true, count = 40 } = {},
): readonly ShopEvent[] {
  return Array.from({ length: count }, (_, index): readonly ShopEvent[] => {
    const session = `${name} ${index}`;
    return [
      happened("search", 0, { session, query: "tent" }),
      ...[...skus].map((sku, place) =>
        happened("impression", 0, {
          session,
          product: sku,
          position: positions ? place + 1 : null,
        }),
      ),
      ...[...skus].flatMap((sku, place) =>
        index < (clicksAt[place] ?? 0)
          ? [
              happened("click", 1, { session, product: sku }),
              happened("purchase", 2, { session, product: sku }),
            ]
          : [],
      ),
    ];
  }).flat();
}

const boundsOf = async (events: readonly ShopEvent[], correctPositionBias = true) => {
  const searchBuy = { ...allThrough.searchBuy, correctPositionBias };
  const { pairs } = await mine({
    products,
    events: [events],
    config: { ...allThrough, searchBuy, coBuy: { minimumCount: 1000 } },
  });
  return Object.fromEntries(
    pairs.map(({ headB, clickRateLow, purchaseRateLow }) => [
      headB.at(-1),
      [clickRateLow ?? 0, purchaseRateLow ?? 0] as const,
    ]),
  );
};

const wilson = (hits: number, trials: number): number => {
  const zz = 3.841458820694124;
  return (
    (hits + zz / 2 - Math.sqrt(zz) * Math.sqrt((hits * (trials - hits)) / trials + zz / 4)) /
    (trials + zz)
  );
};

const isNear = (bounds: readonly [number, number] | undefined, expected: number): void => {
  assert.ok(bounds);
  for (const bound of bounds) assert.ok(Math.abs(bound - expected) < 1e-6, `${bound}`);
};

/** Each of the two is clicked in half of its searches at the first place, in a quarter at the second. */
const swapped = [...pages("ab", "ab", [20, 10]), ...pages("ba", "ba", [20, 10])];

test("what stood where few look is held to those that looked", async () => {
  const bounds = await boundsOf(swapped);
  // Both at both places: weighted by shows, 10 clicks at the second for 20 at the first, and one more each.
  const lookedAt = 40 + 40 * (11 / 21);
  isNear(bounds["a"], wilson(30, lookedAt));
  isNear(bounds["b"], wilson(30, lookedAt));
});

test("a place is weighted by how often both were shown", async () => {
  const bounds = await boundsOf([
    ...pages("ab", "ab", [20, 10]),
    ...pages("ba", "ba", [40, 20], { count: 80 }),
  ]);
  // 20 x 40/120 + 10 x 80/120 clicks at the second for 20 x 80/120 + 40 x 40/120 at the first.
  isNear(bounds["a"], wilson(40, 40 + 80 * ((40 / 3 + 1) / (80 / 3 + 1))));
});

test("no place is looked at more than the first, and what is shown twice was seen at the better one", async () => {
  const better = [...pages("ab", "ab", [10, 20]), ...pages("ba", "ba", [10, 20])];
  isNear((await boundsOf(better))["a"], wilson(30, 80));
  const twice = [...pages("aba", "aba", [20, 10]), ...pages("ba", "ba", [20, 10])];
  isNear((await boundsOf(twice))["a"], wilson(30, 40 + 40 * (11 / 21)));
});

test("attraction is not taken for examination", async () => {
  // Always second and liked as much as what is first: nothing tells whether fewer looked.
  const never = await boundsOf(pages("ab", "ab", [20, 20]));
  isNear(never["b"], wilson(20, 40));
  // Liked a third as much as a, at both places.
  const less = await boundsOf([...pages("ab", "ab", [30, 5]), ...pages("ba", "ba", [10, 15])]);
  const lookedAt = 40 + 40 * (11 / 21);
  isNear(less["a"], wilson(45, lookedAt));
  isNear(less["b"], wilson(15, lookedAt));
});

test("switched off, and without positions, every search counts whole", async () => {
  isNear((await boundsOf(swapped, false))["a"], wilson(30, 80));
  const blind = [
    ...pages("ab", "ab", [20, 10], { positions: false }),
    ...pages("ba", "ba", [20, 10], { positions: false }),
  ];
  isNear((await boundsOf(blind))["a"], wilson(30, 80));
});

test("no fewer searches looked than clicked", async () => {
  // Of both places 40 clicks at the first and none at the second are known, which says that nobody looks there.
  const bounds = await boundsOf([
    ...pages("ab", "ab", [40, 0]),
    ...pages("ba", "ba", [40, 0]),
    ...pages("c", "xc", [0, 40]),
  ]);
  isNear(bounds["c"], wilson(40, 40));
});
