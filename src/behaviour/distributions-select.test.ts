import assert from "node:assert/strict";
import { test } from "node:test";
import type { MiningBin } from "../domain/tables/mining-distributions.ts";
import { happened, type Mined, mine, product } from "./mining-fixture.ts";

const products = [product("tent"), product("lamp")];

/** Sessions with one search each, of which the first few click on and buy a product. */
const searches = (query: string, count: number, purchases: number, sku: string) =>
  Array.from({ length: count }, (_, index) => {
    const session = `${query} ${index}`;
    return [
      happened("search", 0, { session, query }),
      ...(index < purchases
        ? [
            happened("click", 1, { session, product: sku }),
            happened("purchase", 2, { session, product: sku }),
          ]
        : []),
    ];
  }).flat();

const histogram = (
  { distributions }: Mined,
  subject: MiningBin["subject"],
  measure: MiningBin["measure"],
): Readonly<Record<string, number>> =>
  Object.fromEntries(
    distributions
      .filter((row) => row.subject === subject && row.measure === measure && row.times > 0)
      .map(({ bin, outcome, times }) => [`${bin} ${outcome}`, times]),
  );

test("pairs and queries fall into named bins, apart by what became of them", async () => {
  const mined = await mine({
    products,
    events: [
      [
        ...searches("often", 200, 1, "tent"),
        ...searches("few", 3, 2, "tent"),
        ...searches("rare", 1, 1, "lamp"),
      ],
    ],
    config: { queryGate: { customers: 2 } },
  });
  // Bounds: 1 of 200 is 0.0009, 2 of 3 is 0.21, 1 of 1 is 0.21.
  assert.deepEqual(histogram(mined, "searchBuy", "purchaseRateLow"), {
    "up to 0.001 clickRate": 1,
    "0.2–0.5 kept": 1,
    "0.2–0.5 fewCustomers": 1,
  });
  assert.deepEqual(histogram(mined, "searchBuy", "count"), {
    "1 clickRate": 1,
    "1 fewCustomers": 1,
    "2 kept": 1,
  });
  assert.deepEqual(histogram(mined, "queries", "searches"), {
    "1 fewCustomers": 1,
    "3–4 kept": 1,
    "200–499 kept": 1,
  });
  assert.deepEqual(histogram(mined, "coBuy", "lift"), {});
});

test("a value on an edge belongs to the bin above, as a rule keeps what reaches its cut", async () => {
  const mined = await mine({
    products,
    events: [
      ["a", "b", "c", "d", "e"].flatMap((session) => [
        happened("search", 0, { session, query: "five" }),
        happened("purchase", 1, { session, product: "tent" }),
      ]),
    ],
    config: { queryGate: { customers: 5 } },
  });
  assert.deepEqual(histogram(mined, "queries", "customers"), { "5–9 kept": 1 });
  // All searches were for it and all led to it: chance would have given as many.
  assert.deepEqual(histogram(mined, "searchBuy", "lift"), { "1–2 kept": 1 });
  assert.deepEqual(histogram(mined, "searchBuy", "logLikelihoodRatio"), { "0–1 kept": 1 });
  assert.deepEqual(histogram(mined, "searchBuy", "clickRateLow"), {});
});

test("bins of a measure follow on each other from the lowest to the highest, empty ones too", async () => {
  const { distributions } = await mine({ products, events: [] });
  const byMeasure = Map.groupBy(distributions, ({ subject, measure }) => `${subject} ${measure}`);
  assert.equal(byMeasure.size, 14);
  for (const [name, bins] of byMeasure) {
    const inOrder = bins.toSorted((a, b) => a.place - b.place);
    for (const [place, bin] of inOrder.entries()) {
      assert.deepEqual([bin.place, bin.outcome, bin.times], [place, "kept", 0], name);
      const next = inOrder[place + 1];
      assert.equal(bin.belowMillionths, next === undefined ? null : next.leastMillionths, name);
    }
    assert.equal(inOrder[0]?.leastMillionths, null, name);
  }
});
