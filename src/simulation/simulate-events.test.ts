import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { events, type ShopEvent } from "../domain/tables/events.ts";
import { marketShops } from "./market-shop.ts";
import { type Shop, type ShopProduct, servesNeed } from "./shop.ts";
import {
  readSampleShop,
  readSmallShop,
  settingsWith,
  simulateMarkets,
  simulateShop,
} from "./shop-for-tests.ts";
import { dayMs } from "./simulate-events.ts";
import { createWorld } from "./world.ts";

const shop = await readSampleShop();
const { results, pages, most } = shop.simulation.search;
const log = simulateShop(shop, { sessions: 2000 });

const ofKind = (kind: ShopEvent["kind"], among = log): readonly ShopEvent[] =>
  among.filter((event) => event.kind === kind);

const sessionsOf = (among: readonly ShopEvent[]) =>
  Map.groupBy(
    among.filter(({ session }) => session !== null),
    ({ session }) => session,
  );
const sessions = sessionsOf(log);

const small = await readSmallShop();
const simulateSmall = (
  changes: Parameters<typeof settingsWith>[1],
  { shop: of = small, ...options }: { shop?: Shop; sessions?: number; from?: number } = {},
) => simulateShop(of, { settings: settingsWith(of.simulation, changes), ...options });

test("the same seed gives the same events, another seed others", () => {
  const simulate = (seed: number) => simulateShop(small, { seed, sessions: 20 });
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const first = simulate(seed);
      assert.deepEqual(simulate(seed), first);
      const withoutId = (event: ShopEvent) => ({ ...event, id: "", session: "", queryId: "" });
      assert.notDeepEqual(simulate(seed + 1).map(withoutId), first.map(withoutId));
    }),
    { numRuns: 20 },
  );
});

test("every event is a row of the events table, with an id of its own", () => {
  for (const event of log.slice(0, 10_000)) events.schema.parse(event);
  assert.equal(new Set(log.map(({ id }) => id)).size, log.length);
});

test("all events lie within the days asked for, and in order within a session", () => {
  const { from, days } = shop.simulation.log;
  for (const { time } of log) assert.ok(time >= from && time < from + days * dayMs);
  for (const members of sessions.values()) {
    const times = members.map(({ time }) => time);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  }
});

test("a search shows a page of products or more, at positions without a gap, none of them twice", () => {
  const shown = Map.groupBy(ofKind("impression"), ({ queryId }) => queryId);
  const lengths = new Set<number>();
  for (const { queryId } of ofKind("search")) {
    const impressions = shown.get(queryId) ?? [];
    assert.deepEqual(
      impressions.map(({ position }) => position),
      impressions.map((_, place) => place + 1),
    );
    assert.equal(new Set(impressions.map(({ product }) => product)).size, impressions.length);
    lengths.add(impressions.length);
  }
  assert.deepEqual(
    [...lengths].sort(),
    Array.from({ length: pages }, (_, page) => (page + 1) * results),
  );
});

test("clicks are on what was shown, on further pages too", () => {
  const shown = Map.groupBy(ofKind("impression"), ({ queryId }) => queryId);
  const clicks = ofKind("click").filter(({ queryId }) => queryId !== null);
  for (const click of clicks) {
    const seen = shown.get(click.queryId)?.find(({ position }) => position === click.position);
    assert.equal(seen?.product, click.product);
  }
  assert.ok(clicks.some(({ position }) => (position ?? 0) > results));
});

test("whoever never turns a page sees the first one only", () => {
  const further = (nextPage: number): number =>
    ofKind("impression", simulateSmall({ search: { nextPage } })).filter(
      ({ position }) => (position ?? 0) > small.simulation.search.results,
    ).length;
  assert.equal(further(0), 0);
  assert.ok(further(0.9) > further(0.3));
});

test("what is bought was in the cart, and what is returned was bought by the same customer", () => {
  const carts = new Set(ofKind("cart").map(({ session, product }) => `${session} ${product}`));
  const bought = new Set<string>();
  for (const { session, customer, product } of ofKind("purchase")) {
    assert.ok(carts.has(`${session} ${product}`));
    bought.add(`${customer} ${product}`);
  }
  assert.ok(ofKind("return").length > 0);
  for (const { session, customer, product } of ofKind("return")) {
    assert.equal(session, null);
    assert.ok(customer !== null && bought.has(`${customer} ${product}`));
  }
});

test("first places are clicked most", () => {
  const clicksAt = (position: number): number =>
    ofKind("click").filter((click) => click.position === position).length;
  assert.ok(clicksAt(1) > clicksAt(2) && clicksAt(2) > clicksAt(5));
});

test("what is out of stock or not yet sold is neither shown nor bought", () => {
  const settings = settingsWith(shop.simulation, {
    catalogue: { newPerDay: 8, outOfStockPerDay: 25, outOfStockDays: [5, 30] },
  });
  const { from, days, seed } = settings.log;
  const [market] = marketShops(shop, null, 1);
  assert.ok(market);
  const { isAvailable } = createWorld(market, settings, seed, 0, days);
  const indices = Map.groupBy(shop.products.keys(), (index) => shop.products[index]?.sku ?? "");
  let absent = 0;
  for (const [first, ...others] of sessionsOf(
    simulateShop(shop, { settings, sessions: 800 }),
  ).values()) {
    assert.ok(first);
    const day = Math.floor((first.time - from) / dayMs);
    for (const { product } of others) {
      if (product === null) continue;
      assert.ok(
        (indices.get(product) ?? []).some((index) => isAvailable(index, day)),
        product,
      );
    }
    absent += shop.products
      .keys()
      .filter((index) => !isAvailable(index, day))
      .toArray().length;
  }
  assert.ok(absent > 0);
});

test("a sku that comes to name another thing is sold for the price of what it names on the day", () => {
  const { from } = small.simulation.log;
  const changed = from + 10 * dayMs;
  const cedar = simulateSmall({}, { sessions: 3000 }).filter(
    ({ product, kind }) => product === "OU-6" && kind === "cart",
  );
  // Sessions that begin before midnight end after it.
  const before = cedar.filter(({ time }) => time < changed - dayMs / 24);
  const after = cedar.filter(({ time }) => time > changed + dayMs / 24);
  assert.deepEqual(new Set(before.map(({ value }) => value)), new Set([150]));
  assert.deepEqual(new Set(after.map(({ value }) => value)), new Set([9]));
});

test("needs come up in their season", () => {
  const searches = (from: number): number =>
    ofKind("search", simulateSmall({}, { from })).filter(({ query }) => query === "camping in snow")
      .length;
  assert.ok(searches(Date.UTC(2026, 0, 1)) > 2 * searches(Date.UTC(2026, 6, 1)));
});

/** The needs that each known customer searched for. */
function askedByCustomer(among: readonly ShopEvent[]): readonly ReadonlySet<string>[] {
  const needOf = new Map(
    small.needs.flatMap(({ id, queries }) => queries.map(({ text }) => [text, id] as const)),
  );
  const known = ofKind("search", among).filter(({ customer }) => customer !== null);
  return [...Map.groupBy(known, ({ customer }) => customer).values()].map(
    (searches) => new Set(searches.map(({ query }) => needOf.get(query ?? "") ?? "?")),
  );
}

const asksForBoth = (asked: ReadonlySet<string>, one: string, other: string): boolean =>
  asked.has(one) && asked.has(other);

test("nobody has two needs that contradict each other", () => {
  const customers = askedByCustomer(simulateShop(small, {}));
  assert.ok(customers.some((asked) => asked.has("winter-camping")));
  assert.ok(customers.some((asked) => asked.has("summer-camping")));
  assert.ok(customers.some((asked) => asksForBoth(asked, "winter-camping", "morning-coffee")));
  assert.ok(!customers.some((asked) => asksForBoth(asked, "winter-camping", "summer-camping")));
  const free = { ...small, needs: small.needs.map((need) => ({ ...need, contradicts: [] })) };
  assert.ok(
    askedByCustomer(simulateShop(free, {})).some((asked) =>
      asksForBoth(asked, "winter-camping", "summer-camping"),
    ),
  );
});

test("who one is decides what one searches for", () => {
  const mixed = (otherAudience: number): number =>
    askedByCustomer(simulateSmall({ demand: { otherAudience }, basket: { gift: 0 } })).filter(
      (asked) => asked.has("morning-coffee") && asked.size > 1,
    ).length;
  assert.equal(mixed(0), 0);
  assert.ok(mixed(0.2) > 0 && mixed(1) > mixed(0.2));
});

test("where one lives decides what one searches for", () => {
  const winter = (otherRegion: number): number =>
    askedByCustomer(simulateSmall({ demand: { otherRegion } })).filter((asked) =>
      asked.has("winter-camping"),
    ).length;
  assert.ok(winter(0) > 20);
  assert.ok(winter(1) > 1.3 * winter(0), `${winter(1)} and ${winter(0)}`);
});

test("whoever buys for somebody else adds what goes with a present", () => {
  const withWrap = (gift: number, giftExtra: number): number => {
    const bought = simulateSmall({
      purchase: { cartOther: 0 },
      basket: { chance: 0, habit: 0, gift, giftExtra },
    }).filter(({ kind }) => kind === "purchase");
    const baskets = [...sessionsOf(bought).values()];
    assert.ok(baskets.length > 100);
    const wrapped = baskets.filter((basket) => basket.some(({ product }) => product === "KI-4"));
    return wrapped.length / baskets.length;
  };
  assert.equal(withWrap(0, 1), 0);
  assert.equal(withWrap(1, 1), 1);
  assert.ok(withWrap(0.5, 0.5) < withWrap(0.5, 1));
});

const productsOf = Map.groupBy(shop.products, ({ sku }) => sku);

test("co-buys are mostly by need and sometimes by chance", () => {
  let byNeed = 0;
  let others = 0;
  for (const members of sessions.values()) {
    const bought = members
      .filter(({ kind }) => kind === "purchase")
      .map(({ product }) => productsOf.get(product ?? "") ?? []);
    const serves = (products: readonly ShopProduct[], need: Shop["needs"][number]): boolean =>
      products.some((product) => servesNeed(need, product));
    for (const [index, first] of bought.entries()) {
      for (const second of bought.slice(index + 1)) {
        if (shop.needs.some((need) => serves(first, need) && serves(second, need))) byNeed += 1;
        else others += 1;
      }
    }
  }
  assert.ok(byNeed > 1.5 * others && others > 30, `${byNeed} by need, ${others} others`);
});

test("bots search much and buy nothing", () => {
  const bots = [...sessions.values()].filter(
    (members) => members.filter(({ kind }) => kind === "search").length > most,
  );
  assert.ok(bots.length > 0);
  for (const bot of bots) {
    assert.ok(bot.every(({ kind, customer }) => kind !== "purchase" && customer === null));
  }
});

test("customers look like keyed hashes, keep their arm, and a few buy much more than most", () => {
  const known = Map.groupBy(
    log.filter(({ customer }) => customer !== null),
    ({ customer }) => customer ?? "",
  );
  for (const [customer, members] of known) {
    assert.match(customer, /^[0-9a-f]{32}$/);
    assert.equal(new Set(members.map(({ arm }) => arm)).size, 1);
  }
  assert.equal(new Set(log.map(({ arm }) => arm)).size, 2);
  const purchases = [...known.values()]
    .map((members) => members.filter(({ kind }) => kind === "purchase").length)
    .sort((a, b) => b - a);
  const median = purchases[Math.floor(purchases.length / 2)] ?? 0;
  assert.ok((purchases[0] ?? 0) > 5 * Math.max(1, median), purchases.slice(0, 5).join(" "));
});

test("the treatment makes more of what is in the cart bought, by as much as it is made to", () => {
  const found = simulateSmall({}, { sessions: 8000 }).filter(({ queryId }) => queryId !== null);
  const share = (arm: string): number => {
    const of = (kind: ShopEvent["kind"]): number =>
      ofKind(kind, found).filter((event) => event.arm === arm).length;
    return of("purchase") / of("cart");
  };
  const effect = share("treatment") / share("control");
  assert.ok(effect > 1.05 && effect < 1.25, String(effect));
});

test("on several sites, each has its part of the visits, with its locale, currency and customers", () => {
  const both = simulateMarkets(marketShops(small, 60, 1), small, { sessions: 3000 });
  const bySite = Map.groupBy(both, ({ site }) => site);
  assert.deepEqual([...bySite.keys()].sort(), ["small", "small-uk"]);
  const [own = [], uk = []] = [bySite.get("small"), bySite.get("small-uk")];
  assert.deepEqual(new Set(uk.map(({ locale }) => locale)), new Set(["en-GB"]));
  assert.deepEqual(
    new Set(ofKind("purchase", uk).map(({ currency }) => currency)),
    new Set(["GBP"]),
  );
  const visits = sessionsOf(own).size / sessionsOf(uk).size;
  assert.ok(visits > 1.7 && visits < 2.3, String(visits));
  const customers = new Set(own.map(({ customer }) => customer));
  assert.ok(!uk.some(({ customer }) => customer !== null && customers.has(customer)));
});

test("the gate has something to stop: personal data, and words of one customer only", () => {
  const customersOf = Map.groupBy(ofKind("search"), ({ query }) => query ?? "");
  const queries = [...customersOf.keys()];
  assert.ok(queries.some((query) => query.includes("@example.com")));
  assert.ok(queries.some((query) => /\b\d{3}-555-01\d\d\b/.test(query)));
  const ofOneCustomer = [...customersOf].filter(
    ([query, members]) =>
      /[a-z]{2}-\d{4}$/.test(query) && new Set(members.map(({ customer }) => customer)).size === 1,
  );
  assert.ok(ofOneCustomer.length > 20);
});
