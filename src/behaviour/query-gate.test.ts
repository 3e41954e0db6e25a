import assert from "node:assert/strict";
import { test } from "node:test";
import { queryId } from "../domain/ids.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import { happened, mine, product } from "./mining-fixture.ts";

const products = [product("tent")];

const searched = (query: string, ...details: readonly Partial<ShopEvent>[]): readonly ShopEvent[] =>
  details.flatMap((who) => [
    happened("search", 0, { query, ...who }),
    happened("purchase", 1, { product: "tent", ...who }),
  ]);

const customers = (count: number, prefix: string): readonly Partial<ShopEvent>[] =>
  Array.from({ length: count }, (_, index) => ({
    session: `${prefix}${index}`,
    customer: `${prefix}${index}`,
  }));

const gated = (...events: readonly (readonly ShopEvent[])[]) =>
  mine({ products, events: [events.flat()] });

test("a query of five customers passes, one of four does not, and not a word of it leaves", async () => {
  const mined = await gated(
    searched("enough customers", ...customers(5, "a")),
    searched("zanzibar", ...customers(4, "b")),
  );
  assert.deepEqual(mined.queries, [
    {
      id: queryId("default", "en-US", "enough customers"),
      site: "default",
      locale: "en-US",
      text: "enough customers",
      customers: 5,
      searches: 5,
      typeEntropy: null,
    },
  ]);
  assert.equal(mined.pairs.length, 1);
  assert.deepEqual(mined.queryProducts, [
    {
      query: queryId("default", "en-US", "enough customers"),
      product: "default/tent",
      clicks: 0,
      purchases: 5,
    },
  ]);
  assert.deepEqual(mined.funnel["queries"]?.dropped, { fewCustomers: 1 });
  assert.deepEqual(mined.funnel["searchBuy"]?.dropped, { fewCustomers: 1 });
  const everything = JSON.stringify(mined);
  assert.ok(!everything.includes("zanzibar"));
  assert.ok(!everything.includes(queryId("default", "en-US", "zanzibar")));
  assert.deepEqual(mined.samples["fewCustomers"], [
    "a query; people: 4, searches: 4",
    "default/tent: bought after 4 of 4 searches of a query that stays here",
  ]);
});

test("ids that one session names together are one person: client and user, and all their clients", async () => {
  const client = (name: string, session: string) => ({ session, customer: name });
  // Ann is a client until she signs in, in five sessions; three from one device, two from others.
  const ann = ["c1", "c1", "c1", "c2", "c3"].flatMap((device, visit) => [
    client(device, `visit ${visit}`),
    client("ann", `visit ${visit}`),
    { session: `visit ${visit}`, customer: null },
    client(device, `alone on ${device}`),
  ]);
  const alone = await gated(searched("divorce lawyer", ...ann));
  assert.deepEqual(alone.queries, []);
  const among = await gated(searched("winter tent", ...ann, ...customers(4, "b")));
  assert.equal(among.queries[0]?.customers, 5);
});

test("ways to type a query are one query; its customers are counted over all of them", async () => {
  const mined = await gated(
    searched("Winter Tent", ...customers(3, "a")),
    searched("winter tent", ...customers(2, "b")),
  );
  assert.deepEqual(
    mined.queries.map(({ text, customers: people }) => [text, people]),
    [["winter tent", 5]],
  );
});

test("many searches of one customer, signed in or not yet, are one customer", async () => {
  const sessions = Array.from({ length: 9 }, (_, index) => `s${index}`);
  const mined = await gated(
    searched("winter tent", ...sessions.map((session) => ({ session }))),
    sessions.map((session) => happened("click", 2, { session, customer: "ann", product: "tent" })),
  );
  assert.deepEqual(mined.queries, []);
  assert.deepEqual(mined.samples["fewCustomers"]?.[0], "a query; people: 1, searches: 9");
});

test("sessions count where customers are unknown, and events with neither count as nobody", async () => {
  const sessions = Array.from({ length: 5 }, (_, index) => ({ session: `s${index}` }));
  const nobody = Array.from({ length: 9 }, () => ({ session: null }));
  const mined = await gated(searched("by session", ...sessions), searched("by nobody", ...nobody));
  assert.deepEqual(
    mined.queries.map(({ text }) => text),
    ["by session"],
  );
});

test("personal data stays, however many typed it", async () => {
  const mined = await gated(searched("call ann@example.com", ...customers(50, "a")));
  assert.deepEqual(mined.queries, []);
  assert.deepEqual(mined.pairs, []);
  assert.deepEqual(mined.funnel["queries"]?.dropped, { personalData: 1 });
  assert.ok(!JSON.stringify(mined).includes("ann"));
});

test("the same words at another site or in another language are another query", async () => {
  const mined = await gated(
    searched("gift", ...customers(5, "a")),
    searched("gift", ...customers(5, "b").map((who) => ({ ...who, locale: "de-DE" }))),
    searched("gift", ...customers(4, "c").map((who) => ({ ...who, site: "elsewhere" }))),
  );
  assert.deepEqual(mined.queries.map(({ locale }) => locale).toSorted(), ["de-DE", "en-US"]);
});
