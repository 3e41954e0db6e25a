import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ShopEvent } from "../domain/tables/events.ts";
import { countsOfEach, type SmallLog } from "./mine-each-for-tests.ts";
import { allThrough, countsOf, happened, mine, product } from "./mining-fixture.ts";

const products = ["a", "b"].map((sku) => product(sku));

/** A basket of ann's with a and b; what is returned later takes the pair away. */
const basketThen = (
  quantity: number | null,
  ...returns: readonly Partial<ShopEvent>[]
): SmallLog => {
  const basket = { session: "basket", customer: "ann" };
  const back = { session: "another", customer: "ann", product: "a" };
  return {
    products,
    events: [
      happened("purchase", 10, { ...basket, product: "a", quantity }),
      happened("purchase", 10, { ...basket, product: "b", quantity: 1 }),
      ...returns.map((details) => happened("return", 9999, { ...back, ...details })),
    ],
  };
};

test("what the customer brought back was not bought", async () => {
  const logs = [
    basketThen(1),
    basketThen(1, { quantity: 1 }),
    basketThen(null, { quantity: 1 }),
    basketThen(6, {}),
  ];
  assert.deepEqual(await countsOfEach(logs, allThrough), [{ "a + b": 1 }, {}, {}, {}]);
});

test("some of six may come back, all six may not", async () => {
  const logs = [3, 4].map((more) => basketThen(6, { quantity: 2 }, { quantity: more }));
  assert.deepEqual(await countsOfEach(logs, allThrough), [{ "a + b": 1 }, {}]);
});

test("a return by somebody else, of something else or before the purchase takes nothing away", async () => {
  const logs = [
    { quantity: 1, customer: "bob", session: "bob's" },
    { quantity: 1, product: "c" },
    { quantity: 1, time: 0 },
  ].map((details) => basketThen(1, details));
  assert.deepEqual(await countsOfEach(logs, allThrough), Array(3).fill({ "a + b": 1 }));
});

test("a return in the session of an unknown customer is theirs", async () => {
  const mined = await mine({
    products,
    events: [
      [
        happened("purchase", 0, { product: "a" }),
        happened("purchase", 0, { product: "b" }),
        happened("return", 1, { product: "a" }),
      ],
    ],
  });
  assert.deepEqual(mined.pairs, []);
  assert.deepEqual(mined.funnel["purchases"], {
    group: "purchases",
    rowsIn: 2,
    dropped: { returned: 1 },
    rowsOut: 1,
  });
  assert.deepEqual(mined.samples["returned"], ["default/a bought in 2026-01"]);
});

/** Baskets of ann's in which a has lines of these quantities, one of them beside b, and then returns. */
const linesThen = (
  lines: readonly (number | null)[],
  ...returns: readonly (number | null)[]
): SmallLog => ({
  products,
  events: [
    happened("purchase", 0, { customer: "ann", product: "b", quantity: 1 }),
    ...lines.map((quantity, place) =>
      happened("purchase", place, { customer: "ann", product: "a", quantity }),
    ),
    ...returns.map((quantity, place) =>
      happened("return", 99 + place, { customer: "ann", product: "a", quantity }),
    ),
  ],
});

test("what came back is taken from one line after the other, the latest first", async () => {
  const gone = [
    linesThen([1, 1], 1, 1),
    linesThen([1, 1], 2),
    linesThen([1, 3], 3, 1),
    linesThen([2, 1, 3], 4, 2),
    linesThen([null, null], null, null),
    linesThen([2, null], 1, 1),
    linesThen([1, 1], 5),
  ];
  assert.deepEqual(await countsOfEach(gone, allThrough), Array(gone.length).fill({}));
  const kept = [linesThen([1, 1], 1), linesThen([3, 1], 3), linesThen([null, 4], 4)];
  assert.deepEqual(await countsOfEach(kept, allThrough), Array(3).fill({ "a + b": 1 }));
});

test("a return that takes nothing back is counted, with the product and its day", async () => {
  const customer = "ann";
  const mined = await mine({
    products,
    events: [
      [
        happened("return", 0, { customer, product: "b" }),
        happened("purchase", 1, { customer, product: "a", quantity: 1 }),
        happened("return", 2, { customer, product: "a", quantity: 2 }),
        happened("return", 3, { customer, product: "a", quantity: 1 }),
        happened("return", 4, { session: null, product: "a", quantity: 1 }),
        happened("purchase", 5, { session: null, product: "a", quantity: 1 }),
      ],
    ],
  });
  assert.deepEqual(mined.funnel["returns"], {
    group: "returns",
    rowsIn: 4,
    dropped: { returnUnmatched: 3 },
    rowsOut: 1,
  });
  assert.deepEqual(mined.funnel["purchases"]?.dropped, { returned: 1 });
  assert.deepEqual(mined.samples["returnUnmatched"]?.toSorted(), [
    "default/a brought back on 2026-01-31",
    "default/b brought back on 2026-01-31",
  ]);
});

interface Trade {
  readonly kind: "purchase" | "return";
  readonly quantity: number | null;
}

/** What stays of purchases in order, and how many returns found nothing: a stack, one trade after the other. */
function stacked(trades: readonly Trade[]): { readonly kept: number; readonly unmatched: number } {
  const countsLines = trades.some(({ quantity }) => quantity === null);
  const stack: number[] = [];
  let unmatched = 0;
  for (const { kind, quantity } of trades) {
    let left = countsLines ? 1 : (quantity ?? 0);
    if (kind === "purchase") stack.push(left);
    else if (stack.length === 0) unmatched += 1;
    while (kind === "return" && left > 0 && stack.length > 0) {
      const top = stack.pop() ?? 0;
      if (top > left) stack.push(top - left);
      left -= top;
    }
  }
  return { kept: stack.length, unmatched };
}

const someTrades = fc.array(
  fc.record({
    kind: fc.constantFrom("purchase" as const, "return" as const),
    quantity: fc.oneof(
      { weight: 19, arbitrary: fc.integer({ min: 1, max: 4 }) },
      fc.constant(null),
    ),
  }),
  { minLength: 1, maxLength: 12 },
);

test("purchases and returns are a stack, however they follow each other", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someTrades, { minLength: 80, maxLength: 80 }), async (people) => {
      const skus = people.map((_, place) => `p${place}`);
      const mined = await mine({
        products: ["beside", ...skus].map((sku) => product(sku)),
        events: [
          people.flatMap((trades, place) =>
            trades.flatMap((trade, index) => {
              const who = { customer: `c${place}`, session: `${place} ${index}` };
              const event = happened(trade.kind, index, { ...who, ...trade, product: `p${place}` });
              if (trade.kind === "return") return [event];
              return [event, happened("purchase", index, { ...who, product: "beside" })];
            }),
          ),
        ],
        config: allThrough,
      });
      const counts = countsOf(mined);
      const expected = people.map(stacked);
      assert.deepEqual(
        skus.map((sku) => counts[`beside + ${sku}`] ?? 0),
        expected.map(({ kept }) => kept),
      );
      const unmatched = expected.reduce((sum, person) => sum + person.unmatched, 0);
      assert.equal(mined.funnel["returns"]?.dropped["returnUnmatched"] ?? 0, unmatched);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
