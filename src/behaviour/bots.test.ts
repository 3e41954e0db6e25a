import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import {
  allThrough,
  countsOf,
  happened,
  type MiningPlace,
  openMiningPlace,
  product,
} from "./mining-fixture.ts";

let place: MiningPlace;
before(async () => {
  place = await openMiningPlace();
});
after(() => place.close());

const products = ["a", "b"].map((sku) => product(sku));

/** So many searches for tea, one after the other, so many seconds apart. */
const searches = (
  count: number,
  seconds: number,
  details: Partial<ShopEvent> = {},
): readonly ShopEvent[] =>
  Array.from({ length: count }, (_, place) =>
    happened("search", (place * seconds) / 60, { query: "tea", session: "fast", ...details }),
  );

const bought = [
  happened("search", 0, { query: "tea", queryId: "q", session: "slow" }),
  happened("purchase", 1, { product: "a", queryId: "q", session: "slow" }),
];

const observedWith = (bots: object, ...events: readonly (readonly ShopEvent[])[]) =>
  place.observe({ products, events, config: { ...allThrough, bots } });

test("a session of too many searches is left out whole, and counted with an example", async () => {
  const shown = happened("impression", 1, { product: "gone", session: "fast" });
  const events = [bought, [...searches(4, 60), shown]];
  const mined = await place.mine({
    ...{ products, events, config: { ...allThrough, bots: { searches: 3 } } },
  });
  assert.deepEqual(mined.funnel["events"], {
    group: "events",
    rowsIn: 7,
    dropped: { bot: 5 },
    rowsOut: 2,
  });
  assert.deepEqual(mined.samples["bot"], ["session fast: 4 searches, 0 clicks in 180 seconds"]);
  assert.equal(mined.pairs[0]?.count, 1);
  const kept = await observedWith({ searches: 4 }, bought, searches(4, 60));
  assert.deepEqual(kept.events?.dropped, {});
});

test("the defaults leave a hundred searches, and nine however fast", async () => {
  const droppedOf = async (bots: object, ...events: readonly (readonly ShopEvent[])[]) =>
    (await observedWith(bots, bought, ...events)).events?.dropped;
  assert.deepEqual(await droppedOf({}, searches(100, 60)), {});
  assert.deepEqual(await droppedOf({}, searches(101, 60)), { bot: 101 });
  assert.deepEqual(await droppedOf({ searches: null }, searches(101, 60)), {});
  assert.deepEqual(await droppedOf({}, searches(9, 1)), {});
  assert.deepEqual(await droppedOf({}, searches(10, 1)), { bot: 10 });
  assert.deepEqual(await droppedOf({}, searches(10, 4)), {});
  assert.deepEqual(await droppedOf({ actsPerMinute: null }, searches(100, 1)), {});
});

test("searches and clicks that come faster than the rate are a bot's, once there are enough", async () => {
  const rate = { actsPerMinute: 20, minimumActs: 6 };
  const clicks = [1, 3, 5].map((second) =>
    happened("click", second / 60, { product: "a", session: "fast" }),
  );
  const droppedOf = async (...events: readonly (readonly ShopEvent[])[]) =>
    (await observedWith(rate, bought, ...events)).events?.dropped;
  assert.deepEqual(await droppedOf(searches(3, 2), clicks), { bot: 6 });
  assert.deepEqual(await droppedOf(searches(3, 2), clicks.slice(1)), {});
  assert.deepEqual(await droppedOf(searches(6, 2)), { bot: 6 });
  assert.deepEqual(await droppedOf(searches(6, 3)), {});
  assert.deepEqual(await droppedOf(searches(6, 0)), {}, "times of whole days tell no rate");
});

test("one search loaded again and again is one; a search of nobody is no session", async () => {
  const reloaded = searches(9, 60, { queryId: "again" });
  const strangers = searches(9, 60, { session: null });
  const observed = await observedWith({ searches: 3 }, bought, reloaded, strangers);
  assert.deepEqual(observed.events?.dropped, {});
});

test("what a customer did outside sessions is looked at by the day", async () => {
  const alone = { session: null, customer: "ann" };
  const often = searches(9, 86_400, alone);
  const kept = await observedWith({ searches: 3 }, bought, often);
  assert.deepEqual(kept.events?.dropped, {});
  const oneDay = searches(5, 60, alone).map((event) => ({
    ...event,
    id: `${event.id}-more`,
    time: event.time + 3_600_000,
  }));
  const told = await observedWith({ searches: 5 }, bought, often, oneDay);
  assert.deepEqual(told.events?.dropped, { bot: 6 });
});

test("a bot's searches take nothing from the rates of what shoppers bought", async () => {
  const cuts = { searchBuy: { clickRateLow: 0, purchaseRateLow: 0.1 } };
  const events = [bought, searches(40, 2)];
  const config = { ...allThrough, ...cuts };
  assert.deepEqual(countsOf(await place.mine({ products, events, config })), { "tea > a": 1 });
  const within = { ...config, bots: { actsPerMinute: null } };
  assert.deepEqual(countsOf(await place.mine({ products, events, config: within })), {});
});
