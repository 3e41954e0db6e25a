import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import type { RowOf } from "../domain/table.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import type { replacedDays as replacedDaysTable } from "../domain/tables/observed.ts";
import {
  allThrough,
  countsOf,
  happened,
  type MiningOptions,
  type MiningPlace,
  openMiningPlace,
  product,
} from "./mining-fixture.ts";
import { dayMs } from "./spans.ts";

const products = ["a", "b", "c", "d"].map((sku) => product(sku, { productType: `type ${sku}` }));

/** So that every day is a span of its own. */
const byTheDay = 0;
const byTheMonth = 1e9;

const day = 24 * 60;

let place: MiningPlace;
before(async () => {
  place = await openMiningPlace();
});
after(() => place.close());

const byDay = (events: readonly ShopEvent[]): readonly (readonly ShopEvent[])[] => [
  ...Map.groupBy(events, ({ time }) => Math.floor(time / dayMs)).values(),
];

const bought = (session: string, at: number): readonly ShopEvent[] => [
  happened("search", at, { session, query: "tent" }),
  happened("purchase", at + 10, { session, product: "a" }),
  happened("purchase", at + 10, { session, product: "b" }),
];

type Kind = "search" | "impression" | "click" | "purchase" | "return";

const someEvent = (kinds: readonly Kind[], minutes: fc.Arbitrary<number>, named: string | null) =>
  fc
    .record({
      kind: fc.constantFrom(...kinds),
      minutes,
      session: fc.constantFrom("s1", "s2", "s3", "s4", null),
      customer: fc.constantFrom("c1", "c2", null),
      sku: fc.constantFrom("a", "b", "c", "d", "unknown"),
      query: fc.constantFrom("tent", "Tent ", "stove", "me@example.com"),
      quantity: fc.constantFrom(1, 2, 3, null),
    })
    .map(({ kind, minutes, sku, query, quantity, ...who }) =>
      happened(kind, minutes, {
        ...who,
        queryId: named,
        ...(kind === "search" ? { query } : { product: sku }),
        ...(kind === "impression" ? { position: 1 + (minutes & 3) } : {}),
        ...(kind === "purchase" || kind === "return" ? { quantity } : {}),
      }),
    );

// Four days and many midnights' neighbourhoods.
const anyMinute = fc.oneof(
  fc.integer({ min: 0, max: 4 * day }),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: -70, max: 40 }))
    .map(([midnight, beside]) => midnight * day + beside),
);

const everyKind: readonly Kind[] = ["search", "impression", "click", "purchase", "return"];

/** Events that may name a search, and on each day a search of one id with purchases that name it, and returns. */
const someLog = fc
  .tuple(
    fc.array(
      fc
        .constantFrom(null, null, "q1", "q2", "q3")
        .chain((named) => someEvent(everyKind, anyMinute, named)),
      { minLength: 20, maxLength: 60 },
    ),
    ...[0, 1, 2, 3].map((number) => {
      const minutes = fc.integer({ min: number * day, max: (number + 1) * day - 1 });
      return fc.tuple(
        someEvent(["search"], minutes, "q1"),
        someEvent(["purchase"], minutes, number % 2 === 0 ? "q1" : "q2"),
        someEvent(["purchase", "return"], minutes, null),
        someEvent(["return"], minutes, null),
      );
    }),
  )
  .map(([events, ...days]) => [...events, ...days.flat()]);

test("days one after the other, in any order and all at once give the same rows, whatever the spans", async () => {
  await fc.assert(
    fc.asyncProperty(someLog, async (events) => {
      const optionsOf = (imports: readonly (readonly ShopEvent[])[], spanEvents = byTheDay) => ({
        ...{ products, events: imports, spanEvents },
        config: { ...allThrough, lowEngagement: { share: 0.5 } },
      });
      const whole = await place.mine(optionsOf([events], byTheMonth));
      const days = byDay(events);
      for (const count of days.slice(1).keys()) {
        await place.observe(optionsOf(days.slice(0, count + 1)));
      }
      for (const other of [
        optionsOf(days),
        optionsOf(days.toReversed()),
        optionsOf([...days, events]),
        optionsOf([events], 25),
      ]) {
        const mined = await place.mine(other);
        assert.deepEqual(mined.contents, whole.contents);
        const { repeated: _, ...dropped } = mined.funnel["events"]?.dropped ?? {};
        assert.deepEqual(dropped, whole.funnel["events"]?.dropped);
        assert.deepEqual(mined.funnel["returns"], whole.funnel["returns"]);
      }
    }),
    { numRuns: 2, endOnFailure: true },
  );
});

test("a session that is awake over midnight is one; one that slept is another the next day", async () => {
  const over = (before: number) =>
    place.mine({
      products,
      events: [
        [
          happened("search", day - before, { query: "tent" }),
          happened("click", day - before, { product: "a" }),
          happened("purchase", day + 5, { product: "a" }),
        ],
      ],
      config: { ...allThrough, searchBuy: { ...allThrough.searchBuy, withinMinutes: 600 } },
      spanEvents: byTheDay,
    });
  assert.deepEqual(countsOf(await over(60)), { "tent > a": 1 });
  assert.deepEqual(countsOf(await over(61)), {});
});

test("a purchase counts for the search that it names, days later too", async () => {
  const mined = await place.mine({
    products,
    events: [
      [
        happened("search", 0, { query: "tent", queryId: "q1", customer: "c1" }),
        happened("impression", 0, { queryId: "q1", product: "a", position: 1 }),
      ],
      [happened("purchase", 3 * day, { queryId: "q1", product: "a", session: "later" })],
    ],
    config: allThrough,
    spanEvents: byTheDay,
  });
  assert.deepEqual(countsOf(mined), { "tent > a": 1 });
  const [pair] = mined.pairs;
  assert.deepEqual([pair?.customers, pair?.searches], [1, 1]);
});

test("an id that comes back on another day is another search there, and a purchase means the latest", async () => {
  const searched = (at: number, query: string) =>
    happened("search", at, { session: `s${at}`, query, queryId: "q1" });
  const paid = (at: number, session = `s${at - 10}`) =>
    happened("purchase", at, { session, queryId: "q1", product: "a" });
  const mine = (...events: readonly ShopEvent[]) =>
    place.mine({ products, events: [events], config: allThrough, spanEvents: byTheDay });
  const searches = [searched(0, "tent"), searched(day, "lamp"), searched(2 * day, "lamp")];
  const each = await mine(...searches, paid(10), paid(day + 10), paid(2 * day + 10));
  assert.deepEqual(countsOf(each), { "lamp > a": 2, "tent > a": 1 });
  const distant = searches.with(2, searched(4 * day, "lamp"));
  const latest = await mine(...distant, paid(3 * day, "later"), paid(5 * day, "still later"));
  assert.deepEqual(countsOf(latest), { "lamp > a": 2 });
  const before = await mine(searched(2 * day, "lamp"), paid(10));
  assert.deepEqual(countsOf(before), {});
});

test("a purchase late on a day may name a search of a session that goes on over midnight", async () => {
  const mined = await place.mine({
    products,
    events: [
      [
        happened("search", day - 70, { query: "tent", queryId: "q1" }),
        happened("click", day - 5, { product: "a" }),
        happened("purchase", day - 65, { session: null, queryId: "q1", product: "a" }),
      ],
    ],
    config: allThrough,
    spanEvents: byTheDay,
  });
  assert.deepEqual(countsOf(mined), { "tent > a": 1 });
});

test("what was listed under a search's id was shown by it, whatever session either names", async () => {
  for (const session of [null, "s1", "s2"]) {
    const named = { session: "s1", queryId: "q1" };
    const events = [
      happened("search", 0, { session, customer: "c1", query: "tent", queryId: "q1" }),
      happened("impression", 1, { ...named, product: "a", position: 1 }),
      happened("impression", 1, { ...named, product: "b", position: 2 }),
      happened("click", 2, { ...named, product: "a" }),
    ];
    const { shows } = await place.observe({ products, events: [events], config: allThrough });
    assert.deepEqual(
      shows.map(({ head, position, shows: times, clicks }) => [head, position, times, clicks]),
      [
        ["default/a", 1, 1, 1],
        ["default/b", 2, 1, 0],
      ],
      `session ${session}`,
    );
  }
});

test("an id that comes on two days counts on both, in a session that goes on too", async () => {
  const session = "s1";
  const events = [
    happened("search", day - 20, { session, query: "tent" }),
    happened("click", day - 15, { id: "x", session, product: "a" }),
    happened("click", day + 5, { session, product: "b" }),
    ...[11, 10, 9, 8].map((hours) =>
      happened("click", 2 * day - hours * 60, { session, product: "b" }),
    ),
    happened("click", 2 * day - 15, { id: "x", session, product: "a" }),
  ];
  const { events: funnel } = await place.observe({
    ...{ products, events: [events], config: allThrough, spanEvents: byTheDay },
  });
  assert.deepEqual(funnel?.dropped, {});
  assert.equal(funnel?.rowsOut, events.length);
});

test("what came back days later was not bought", async () => {
  const customer = "c1";
  const mined = await place.mine({
    products,
    events: [
      bought("s1", 0).map((event) => ({ ...event, customer })),
      [happened("return", 9 * day, { customer, session: null, product: "a" })],
    ],
    config: allThrough,
    spanEvents: byTheDay,
  });
  assert.deepEqual(countsOf(mined), { "tent > b": 1 });
  assert.deepEqual(mined.funnel["purchases"]?.dropped, { returned: 1 });
});

test("a day that is added, late or corrected has no other day observed again", async () => {
  const log = [0, 1, 2].map((number) => bought(`s${number}`, number * day + 60));
  const mine = (events: readonly (readonly ShopEvent[])[], catalogue = products) =>
    place.mine({ products: catalogue, events, config: allThrough, spanEvents: byTheDay });
  const [first = [], second = [], third = []] = log;
  const two = await mine([first, second]);
  const added = await mine([first, second, third]);
  const late = await mine([first, third, second]);
  assert.deepEqual(late.spans, added.spans);
  const names = ["2026-01-31", "2026-02-01", "2026-02-02"];
  assert.deepEqual(Object.keys(added.spans), names);
  const changed = (spans: Readonly<Record<string, string>>): readonly string[] =>
    names.filter((name) => spans[name] !== added.spans[name]);
  assert.deepEqual(changed(two.spans), ["2026-02-02"]);

  const corrected = await mine([first, second.slice(1), third]);
  assert.deepEqual(changed(corrected.spans), ["2026-02-01"]);
  assert.equal(countsOf(corrected)["tent > a"], 2);
  // Told again it is the same, but was looked at.
  assert.deepEqual((await mine([first, second, third, second])).contents, added.contents);

  const onlyOnTheSecond = [happened("click", day + 70, { session: "s1", product: "d" })];
  const clicked = await mine([first, second, third, onlyOnTheSecond]);
  const without = await mine([first, second, third, onlyOnTheSecond], products.slice(0, 3));
  assert.deepEqual(changed(clicked.spans), ["2026-02-01"]);
  assert.notEqual(without.spans["2026-02-01"], clicked.spans["2026-02-01"]);
  assert.deepEqual(changed(without.spans), ["2026-02-01"]);
});

test("what the catalogue says anew of a product that was carried over midnight is seen the next day", async () => {
  const late = bought("s0", day - 20).slice(0, 2);
  const mine = (catalogue: typeof products) =>
    place.mine({
      ...{ products: catalogue, events: [late], config: allThrough, spanEvents: byTheDay },
    });
  assert.deepEqual(countsOf(await mine(products)), { "tent > a": 1 });
  assert.deepEqual(countsOf(await mine(products.slice(1))), {});
});

test("a corrected day stands alone at its site: what came before of it is counted as replaced", async () => {
  const first = bought("s0", 60);
  const elsewhere = { ...happened("search", 70, { query: "tent" }), site: "other" };
  const second = bought("s1", day + 60);
  const corrected = bought("s2", 65).slice(0, 2);
  const events = [[...first, elsewhere, ...second], corrected, bought("s3", day + 70)];
  const part = (await place.contentsOf(events))[1] ?? "";
  const mine = (replacedDays: readonly RowOf<typeof replacedDaysTable>[]) =>
    place.mine({ products, events, replacedDays, config: allThrough, spanEvents: byTheDay });
  assert.equal(countsOf(await mine([]))["tent > a"], 4);
  const midnight = (events[0]?.[0]?.time ?? 0) - 60 * 60_000;
  const of = { part, site: "default", day: "2026-01-31" };
  const mined = await mine([{ ...of, fromMs: midnight, untilMs: midnight + dayMs }]);
  assert.deepEqual(countsOf(mined), { "a + b": 2, "tent > a": 3, "tent > b": 2 });
  assert.deepEqual(mined.funnel["events"], {
    group: "events",
    rowsIn: 12,
    dropped: { replaced: 3 },
    rowsOut: 9,
  });
  assert.deepEqual(mined.samples["replaced"], ["events of 2026-01-31 at default"]);
  const again = await mine([]);
  assert.deepEqual(again.samples["replaced"], undefined);
  const alone = await place.mine({
    ...{ products, config: allThrough, spanEvents: byTheDay },
    events: [[elsewhere, ...second, ...corrected, ...(events[2] ?? [])]],
  });
  assert.deepEqual(mined.contents, alone.contents);
});

test("a replaced day begins and ends where its times say, in the middle of days of UTC", async () => {
  const early = bought("s0", 4 * 60);
  const late = bought("s1", 6 * 60);
  const nextEarly = bought("s2", day + 4 * 60);
  const nextLate = bought("s3", day + 6 * 60);
  const events = [[...early, ...late, ...nextEarly, ...nextLate], bought("s4", 7 * 60).slice(0, 2)];
  const part = (await place.contentsOf(events))[1] ?? "";
  const fiveAm = (early[0]?.time ?? 0) + 60 * 60_000;
  const replaced = { part, site: "default", day: "2026-01-31" };
  const replacedDays = [{ ...replaced, fromMs: fiveAm, untilMs: fiveAm + dayMs }];
  const mine = (options: Pick<MiningOptions, "events" | "replacedDays">) =>
    place.mine({ products, config: allThrough, spanEvents: byTheDay, ...options });
  const mined = await mine({ events, replacedDays });
  assert.deepEqual(mined.funnel["events"]?.dropped, { replaced: 6 });
  const alone = await mine({ events: [[...early, ...nextLate, ...(events[1] ?? [])]] });
  assert.deepEqual(mined.contents, alone.contents);
});

test("a moved cut of mining has no day observed again; a moved rule of attribution has all", async () => {
  const events = [bought("s1", 60)];
  const run = (config: object) => place.mine({ products, events, config });
  const { spans } = await run(allThrough);
  assert.deepEqual((await run({ queryGate: { customers: 3 } })).spans, spans);
  assert.notDeepEqual((await run({ searchBuy: { withinMinutes: 3 } })).spans, spans);
});
