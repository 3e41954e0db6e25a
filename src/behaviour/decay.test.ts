import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import type { BehaviourPair } from "../domain/tables/pairs.ts";
import {
  allThrough,
  countsOf,
  happened,
  type Mined,
  type MiningPlace,
  openMiningPlace,
  product,
} from "./mining-fixture.ts";
import { everyRule, randomLogProducts, randomMonths } from "./random-log.ts";
import { dayMs } from "./spans.ts";

const products = [..."abc"].map((sku) => product(sku, { productType: "tent" }));
products.push(product("x", { productType: "lamp" }));

let place: MiningPlace;
before(async () => {
  place = await openMiningPlace();
});
after(() => place.close());

let sessionCount = 0;

/** Baskets, each so many days after 31 January. */
const baskets = (day: number, ...all: readonly string[]): readonly ShopEvent[] =>
  all.flatMap((skus) => {
    const session = `basket ${++sessionCount}`;
    return [...skus].map((sku) =>
      happened("purchase", day * 24 * 60, { session, customer: session, product: sku }),
    );
  });

/** Searches for a tent, each so many days after 31 January; `bought`: what is clicked and bought after it. */
const searched = (day: number, ...bought: readonly (string | null)[]): readonly ShopEvent[] =>
  bought.flatMap((sku) => {
    const session = `search ${++sessionCount}`;
    const at = day * 24 * 60;
    return [
      happened("search", at, { session, query: "tent" }),
      ...(sku === null
        ? []
        : [
            happened("click", at + 1, { session, product: sku }),
            happened("purchase", at + 2, { session, product: sku }),
          ]),
    ];
  });

async function pairsOf(
  config: object,
  ...events: readonly (readonly ShopEvent[])[]
): Promise<ReadonlyMap<string, BehaviourPair>> {
  const { pairs } = await place.mine({ products, events, config: { ...allThrough, ...config } });
  const name = (id: string): string => (id.startsWith("query_") ? "tent" : id.slice(-1));
  return new Map(pairs.map((pair) => [`${name(pair.headA)} ${name(pair.headB)}`, pair]));
}

const near = (value: number | null | undefined, expected: number): void =>
  assert.ok(Math.abs((value ?? Number.NaN) - expected) < 1e-6, `${value} is not ${expected}`);

const wilson = (s: number, n: number): number =>
  (s + 1.9207294 - 1.959964 * Math.sqrt((s * (n - s)) / n + 0.9603647)) / (n + 3.8414588);

test("a basket counts half with every half-life before the last day; what pairs report stays whole", async () => {
  const log = [...baskets(0, "ab"), ...baskets(10, "ab", "a"), ...baskets(20, "b", "c")];
  const pair = (await pairsOf({ halfLifeDays: 10 }, log)).get("a b");
  // 1/4 and 1/2 with both; 5/4 with a, 7/4 with b, 13/4 in all.
  const lift = (0.75 * 3.25) / (1.25 * 1.75);
  near(pair?.lift, lift);
  near(pair?.pmi, Math.log(lift) * (0.75 / 1.75) * (1.25 / 2.25));
  const cell = (observed: number, expected: number) => observed * Math.log(observed / expected);
  near(
    pair?.logLikelihoodRatio,
    2 *
      (cell(0.75, (1.25 * 1.75) / 3.25) +
        cell(0.5, (1.25 * 1.5) / 3.25) +
        cell(1, (2 * 1.75) / 3.25) +
        cell(1, (2 * 1.5) / 3.25)),
  );
  assert.deepEqual(
    [pair?.count, pair?.customers, pair?.byMonth],
    [2, 2, { "2026-01": 1, "2026-02": 1 }],
  );
});

test("rates are of searches by their days, shows and clicks as the searches of their month", async () => {
  // 31 January counts 1/4; 10 and 20 February 1/2 and 1, so that a click of February counts 3/4.
  const log = [...searched(0, "a", null), ...searched(10, "a", "x"), ...searched(20, null)];
  const pairs = await pairsOf({ halfLifeDays: 10 }, log);
  const pair = pairs.get("tent a");
  const searches = 0.25 + 0.25 + 0.5 + 0.5 + 1;
  near(pair?.purchaseRateLow, wilson(0.75, searches));
  near(pair?.clickRateLow, wilson(0.25 + 2 / 3, searches));
  // Of all three purchases, 1/4 + 1/2 + 1/2, two are of a.
  near(pair?.lift, 1);
  assert.deepEqual([pair?.count, pair?.clicks, pair?.searches], [2, 2, 5]);
});

test("a search counts by its own day, however much later it led to a purchase", async () => {
  const log = [
    happened("search", 0, { session: "early", query: "tent", queryId: "q" }),
    happened("purchase", 20 * 24 * 60, { session: "late", queryId: "q", product: "a" }),
    ...searched(20, null),
  ];
  const pair = (await pairsOf({ halfLifeDays: 10 }, log)).get("tent a");
  near(pair?.purchaseRateLow, wilson(0.25, 1.25));
});

test("of a quota of pairs the one that was seen of late goes before one that was seen more often", async () => {
  const log = [...baskets(0, "ax", "ax", "ax", "b", "c"), ...baskets(30, "bx", "bx", "a", "c")];
  const config = { coBuy: { minimumLift: 0, perTypePair: 1 } };
  assert.deepEqual([...(await pairsOf(config, log)).keys()], ["a x"]);
  assert.deepEqual([...(await pairsOf({ ...config, halfLifeDays: 5 }, log)).keys()], ["b x"]);
});

test("products first are those that most people wanted of late", async () => {
  const clicks = (sku: string, day: number, people: readonly string[]) =>
    people.map((session) => happened("click", day * 24 * 60, { session, product: sku }));
  const log = [
    ...searched(30, "a", "b"),
    ...clicks("a", 0, ["1", "2", "3"]),
    ...clicks("b", 29, ["4", "5"]),
  ];
  const config = { products: { perType: 1 } };
  assert.deepEqual([...(await pairsOf(config, log)).keys()], ["tent a"]);
  assert.deepEqual([...(await pairsOf({ ...config, halfLifeDays: 5 }, log)).keys()], ["tent b"]);
});

test("the gate counts everybody whole, and the least count every basket", async () => {
  const log = [...searched(0, "a", "a"), ...searched(300, "a"), ...baskets(0, "ab", "ab")];
  const config = { queryGate: { customers: 3 }, coBuy: { minimumLift: 0, minimumCount: 2 } };
  const pairs = await pairsOf({ ...config, halfLifeDays: 1 }, log);
  assert.deepEqual([...pairs.keys()].toSorted(), ["a b", "tent a"]);
});

test("what was selected stays when its days count for less", async () => {
  const first = [...searched(0, "a", ...Array.from({ length: 20 }, () => null))];
  const second = searched(40, ...Array.from({ length: 20 }, () => null));
  const config = {
    ...allThrough,
    halfLifeDays: 7,
    searchBuy: { clickRateLow: 0, purchaseRateLow: 0.005 },
  };
  const { pairs: selectedPairs } = await place.mine({ products, events: [first], config });
  assert.equal(selectedPairs.length, 1);
  const events = [first, second];
  assert.deepEqual(countsOf(await place.mine({ products, events, config })), {});
  const { pairs } = await place.mine({ products, events, config, selectedPairs });
  assert.deepEqual(
    pairs.map(({ keptFor }) => keptFor),
    ["selectedBefore"],
  );
});

const log = randomMonths(1);

const mined = (
  halfLifeDays: number | null,
  more: Partial<Parameters<MiningPlace["mine"]>[0]> = {},
): Promise<Mined> =>
  place.mine({
    products: randomLogProducts,
    events: [log],
    config: { ...everyRule, halfLifeDays },
    ...more,
  });

test("a half-life without end is none, and another has no day observed anew", async () => {
  const none = await mined(null);
  assert.ok(none.pairs.length > 100);
  assert.deepEqual((await mined(1e12)).contents, none.contents);
  const short = await mined(9);
  assert.notDeepEqual(short.contents, none.contents);
  assert.deepEqual(short.spans, none.spans);
});

test("whatever the half-life, all that is counted stays", async () => {
  const all = await mined(null, { config: allThrough });
  const decayed = await mined(null, { config: { ...allThrough, halfLifeDays: 0.5 } });
  const counted = ({ lift, pmi, logLikelihoodRatio, ...pair }: BehaviourPair) => ({
    ...pair,
    ...{ clickRateLow: null, purchaseRateLow: null },
  });
  assert.deepEqual(decayed.pairs.map(counted), all.pairs.map(counted));
  assert.deepEqual(decayed.queries, all.queries);
  for (const { lift, pmi, logLikelihoodRatio } of decayed.pairs) {
    assert.ok(lift > 0 && [pmi, logLikelihoodRatio].every(Number.isFinite));
  }
});

test("days in any order and in any spans leave the rows alone", async () => {
  const once = await mined(9);
  const isEarly = ({ time }: ShopEvent): boolean => time % (2 * dayMs) < dayMs;
  const early = log.filter(isEarly);
  const late = log.filter((event) => !isEarly(event)).toReversed();
  await mined(9, { events: [late] });
  assert.deepEqual((await mined(9, { events: [late, early] })).contents, once.contents);
  assert.deepEqual((await mined(9, { spanEvents: 600 })).contents, once.contents);
});

test("a day more ages what was there, and is as all at once", async () => {
  const tomorrow = Math.max(...log.map(({ time }) => time)) + 3 * dayMs;
  const more = log.slice(0, 40).map((event) => ({ ...event, id: `${event.id}+`, time: tomorrow }));
  const before = await mined(9);
  const added = await mined(9, { events: [log, more] });
  assert.deepEqual((await mined(9, { events: [[...more, ...log]] })).contents, added.contents);
  assert.notDeepEqual(added.contents, before.contents);
});
