import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { events, type ShopEvent } from "../domain/tables/events.ts";
import { readShop } from "./read-shop.ts";
import { servesNeed } from "./shop.ts";
import { simulateEvents } from "./simulate-events.ts";

const shop = await readShop(fileURLToPath(new URL("../../samples/shop", import.meta.url)));
const simulate = (seed: number, sessions: number): readonly ShopEvent[] => [
  ...simulateEvents(shop, { ...shop.simulation.log, seed, sessions }),
];
const log = simulate(1, 2000);
const skuToProduct = new Map(shop.products.map((product) => [product.sku, product]));

const ofKind = (kind: ShopEvent["kind"]): readonly ShopEvent[] =>
  log.filter((event) => event.kind === kind);
const sessions = Map.groupBy(
  log.filter(({ session }) => session !== null),
  ({ session }) => session,
);

test("the same seed gives the same events, another seed others", () => {
  fc.assert(
    fc.property(fc.nat(), (seed) => {
      const first = simulate(seed, 20);
      assert.deepEqual(simulate(seed, 20), first);
      const withoutId = (event: ShopEvent) => ({ ...event, id: "", session: "", queryId: "" });
      assert.notDeepEqual(simulate(seed + 1, 20).map(withoutId), first.map(withoutId));
    }),
    { numRuns: 10 },
  );
});

test("every event is a row of the events table, with an id of its own", () => {
  for (const event of simulate(2, 300)) events.schema.parse(event);
  assert.equal(new Set(log.map(({ id }) => id)).size, log.length);
});

test("all events lie within the days asked for, and in order within a session", () => {
  const { from, days } = shop.simulation.log;
  for (const { time } of log) assert.ok(time >= from && time < from + days * 86_400_000);
  for (const members of sessions.values()) {
    const times = members.map(({ time }) => time);
    assert.deepEqual(
      times,
      times.toSorted((a, b) => a - b),
    );
  }
});

test("a search shows ten products at positions 1 to 10, and clicks are on what was shown", () => {
  const shown = Map.groupBy(ofKind("impression"), ({ queryId }) => queryId);
  for (const { queryId } of ofKind("search")) {
    const impressions = shown.get(queryId) ?? [];
    assert.deepEqual(
      impressions.map(({ position }) => position),
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
    );
    assert.equal(new Set(impressions.map(({ product }) => product)).size, 10);
  }
  for (const click of ofKind("click").filter(({ queryId }) => queryId !== null)) {
    const seen = shown.get(click.queryId)?.find(({ position }) => position === click.position);
    assert.equal(seen?.product, click.product);
  }
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

test("needs come up in their season", () => {
  const searches = (from: number): number =>
    simulateEvents(shop, { sessions: 1000, seed: 1, from, days: 30 })
      .filter(({ kind, query }) => kind === "search" && query === "winter camping")
      .reduce((count) => count + 1, 0);
  assert.ok(searches(Date.UTC(2026, 0, 1)) > 2 * searches(Date.UTC(2026, 6, 1)));
});

test("co-buys are mostly by need and sometimes by chance", () => {
  let byNeed = 0;
  let others = 0;
  for (const members of sessions.values()) {
    const bought = members
      .filter(({ kind }) => kind === "purchase")
      .map(({ product }) => skuToProduct.get(product ?? ""))
      .filter((product) => product !== undefined);
    for (const [index, first] of bought.entries()) {
      for (const second of bought.slice(index + 1)) {
        if (shop.needs.some((need) => servesNeed(need, first) && servesNeed(need, second)))
          byNeed += 1;
        else others += 1;
      }
    }
  }
  assert.ok(byNeed > 2 * others && others > 30, `${byNeed} by need, ${others} others`);
});

test("bots search much and buy nothing", () => {
  const bots = [...sessions.values()].filter(
    (members) =>
      members.filter(({ kind }) => kind === "search").length > shop.simulation.search.most,
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
