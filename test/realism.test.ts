import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { armEffects } from "../scripts/realism/arm-effect.ts";
import { coBuyFigures } from "../scripts/realism/co-buy-figures.ts";
import { completeReal } from "../scripts/realism/complete-figures.ts";
import { distributionOf, shareAt, shareFrom } from "../scripts/realism/distribution.ts";
import { markdownTable } from "../scripts/realism/markdown-table.ts";
import { markedNames, withParts } from "../scripts/realism/marked-parts.ts";
import { needFigures } from "../scripts/realism/need-figures.ts";
import { pageParts } from "../scripts/realism/page.ts";
import { popularityOf } from "../scripts/realism/popularity.ts";
import {
  basketSizes,
  customerFigures,
  purchaseFigures,
} from "../scripts/realism/purchase-figures.ts";
import { realFigures } from "../scripts/realism/real-data.ts";
import { queryWords, searchFigures } from "../scripts/realism/search-figures.ts";
import { sessionFigures } from "../scripts/realism/session-figures.ts";
import { withoutBots } from "../scripts/realism/simulated.ts";
import { shareText, spreadText } from "../scripts/realism/written-figures.ts";
import type { ShopEvent } from "../src/domain/tables/events.ts";

const day = 86_400_000;
let made = 0;

function event(
  session: string | null,
  kind: ShopEvent["kind"],
  details: Partial<ShopEvent>,
): ShopEvent {
  made += 1;
  return {
    ...{ id: `e${made}`, time: made, site: "shop", locale: "en-US", session, customer: null, kind },
    ...{ queryId: null, query: null, product: null, position: null, quantity: null },
    ...{ value: null, currency: null, arm: "control" },
    ...details,
  };
}

const ofAnna = { customer: "anna" };
const found = { ...ofAnna, queryId: "q1", product: "tent" };

/** Anna searches twice, buys a found tent and a mug; somebody looks; Anna comes back and returns the tent. */
const log: readonly ShopEvent[] = [
  event("s1", "search", { ...ofAnna, queryId: "q1", query: "winter tent" }),
  event("s1", "impression", { ...found, position: 1 }),
  event("s1", "impression", { ...found, product: "mug", position: 2 }),
  event("s1", "click", { ...found, position: 1 }),
  event("s1", "cart", found),
  event("s1", "search", { ...ofAnna, queryId: "q2", query: "mug" }),
  event("s1", "purchase", found),
  event("s1", "purchase", { ...ofAnna, product: "mug" }),
  event("s2", "search", { queryId: "q3", query: "mug", arm: "treatment" }),
  event("s2", "impression", { queryId: "q3", product: "mug", position: 1, arm: "treatment" }),
  event("s3", "purchase", { ...ofAnna, product: "mug" }),
  event("s3", "purchase", { ...ofAnna, product: "stove" }),
  event(null, "return", { ...ofAnna, product: "tent" }),
];

const sharesOf = (distribution: { readonly shares: readonly object[] }): readonly number[][] =>
  distribution.shares.map((share) => Object.values(share));

test("a distribution counts gaps as nothing and puts the far end together", () => {
  const { mean, median, largest, shares } = distributionOf([1, 1, 3, 9], 4);
  assert.deepEqual([mean, median, largest], [3.5, 2, 9]);
  assert.deepEqual(sharesOf({ shares }), [
    [1, 0.5],
    [2, 0],
    [3, 0.25],
    [4, 0.25],
  ]);
  const spread = distributionOf([1, 1, 3, 9], 4);
  assert.deepEqual([shareAt(spread, 1), shareAt(spread, 2), shareFrom(spread, 3)], [0.5, 0, 0.5]);
  assert.equal(shareAt(distributionOf([], 4), 1), null);
  assert.deepEqual(distributionOf([], 4).shares, []);
  assert.equal(distributionOf([], 4).mean, null);
});

test("sessions are as long as their events without impressions", () => {
  const { sessions, meanByKind, events, searches, productsClicked } = sessionFigures(log);
  assert.equal(sessions, 3);
  assert.equal(meanByKind["impression"], 1);
  assert.equal(events.mean, (6 + 1 + 2) / 3);
  assert.deepEqual(sharesOf(searches), [
    [0, 1 / 3],
    [1, 1 / 3],
    [2, 1 / 3],
  ]);
  assert.equal(productsClicked.mean, 1 / 3);
});

test("clicks are counted for the search and at the position that showed the product", () => {
  const figures = searchFigures(log);
  assert.equal(figures.searches, 3);
  assert.equal(figures.shareWithoutClick, 2 / 3);
  assert.equal(figures.shareReformulated, 1 / 3);
  assert.equal(figures.shareReformulatedWithoutClick, 0);
  assert.deepEqual(figures.clickRateByPosition, [
    { position: 1, impressions: 2, clicks: 1, rate: 0.5 },
    { position: 2, impressions: 1, clicks: 0, rate: 0 },
  ]);
});

test("a query typed twice is one different query", () => {
  const { distinct, typed } = queryWords(["mug", "mug", "warm  winter tent"]);
  assert.equal(distinct.mean, 2);
  assert.equal(typed.mean, 5 / 3);
});

test("purchases by session, by search and by cart; returns by purchase", () => {
  assert.deepEqual(purchaseFigures(log), {
    purchases: 4,
    shareOfSessions: 2 / 3,
    perSearch: 4 / 3,
    foundPerSearch: 1 / 3,
    ofCarts: 4,
    ofFoundCarts: 1,
    returnsPerPurchase: 1 / 4,
    knownCustomersReturnsPerPurchase: 1 / 4,
  });
  assert.equal(basketSizes(log).mean, 2);
});

test("customers are counted by sessions and by orders; the anonymous are none", () => {
  const seen = event("s4", "click", { ...ofAnna, product: "tent" });
  const { sessions, orders } = customerFigures([...log, seen]);
  assert.deepEqual([sessions.count, sessions.mean], [1, 3]);
  assert.deepEqual([orders.count, orders.mean], [1, 2]);
});

test("popularity ranks products by their purchases", () => {
  const { products, purchases, shareOfTopTenth, curve } = popularityOf(log);
  assert.deepEqual([products, purchases, shareOfTopTenth], [3, 4, 0.5]);
  assert.deepEqual(sharesOf({ shares: curve }), [
    [1, 0.5],
    [2, 0.25],
    [3, 0.25],
  ]);
});

test("a pair is seen once however often it is bought in one session, and in either order", () => {
  const purchase = (session: string, product: string) => event(session, "purchase", { product });
  const again = [purchase("s1", "tent"), purchase("s5", "stove"), purchase("s5", "mug")];
  assert.deepEqual(coBuyFigures(log), { occurrences: 2, distinctPairs: 2, shareSeenOnce: 1 });
  assert.deepEqual(coBuyFigures([...log, ...again]), {
    occurrences: 3,
    distinctPairs: 2,
    shareSeenOnce: 0.5,
  });
});

const product = (type: string) => ({
  sku: type,
  epoch: 1,
  type,
  attributes: {},
  fromDay: null,
  toDay: null,
});

const camping = {
  serves: ["tent", "mug"].map((type) => ({ type, attributes: {} })),
  queries: [{ text: "winter tent", kind: "broad" as const, type: null }],
};

test("pairs without a need in common are by chance; search-buys are held against the query's needs", () => {
  const shop = {
    needs: [camping],
    products: ["tent", "mug", "stove"].map((type) => product(type)),
  };
  assert.deepEqual(needFigures(log, shop, 0), {
    coBuyByChance: { ofOccurrences: 0.5, ofDistinctPairs: 0.5 },
    searchBuy: { purchases: 1, shareOddQuery: 0, shareServed: 1, distinctPairs: 1 },
  });
  const odd = log.map((one) => (one.queryId === "q1" ? { ...one, query: "winter tent x-1" } : one));
  assert.equal(needFigures(odd, shop, 0).searchBuy.shareOddQuery, 1);
});

test("a sku counts as what it names on the day of the purchase", () => {
  const products = [
    { ...product("tent"), toDay: 1 },
    { ...product("stove"), sku: "tent", epoch: 2, fromDay: 1 },
    product("mug"),
  ];
  const chanceFrom = (from: number) =>
    needFigures(log.slice(0, 8), { needs: [camping], products }, from).coBuyByChance.ofOccurrences;
  assert.equal(chanceFrom(0), 0);
  assert.equal(chanceFrom(-day), 1);
});

test("the effect of an arm is the ratio of its rate to that of control, within its interval", () => {
  const visits = Array.from({ length: 400 }, (_, index) => {
    const arm = index % 2 === 0 ? "control" : "treatment";
    const buys = arm === "control" ? index % 8 === 0 : index % 4 === 1;
    return event(`v${index}`, buys ? "purchase" : "click", { product: "tent", arm });
  });
  const { sessionsWithPurchase, purchasesOfFoundCarts } = armEffects(
    visits,
    ["control", "treatment"],
    1,
  );
  assert.equal(sessionsWithPurchase.ratio, 2);
  const [low, high] = sessionsWithPurchase.interval ?? [0, 0];
  assert.ok(low > 1 && low < 2 && high > 2, `${low} to ${high}`);
  assert.deepEqual(purchasesOfFoundCarts, { ratio: null, interval: null });
});

test("sessions with more searches than a shopper makes are bots, and counted", () => {
  const { shoppers, bots } = withoutBots(log, 1);
  assert.deepEqual(
    shoppers.map(({ session }) => session),
    ["s2", "s2", "s3", "s3", null],
  );
  assert.deepEqual(bots, { ofSessions: 1 / 3, ofSearches: 2 / 3 });
});

const page = `# A page

Prose with $& in it.

<!-- figures: one -->
old
<!-- end -->

More prose.

<!-- figures: other --><!-- end -->
`;

test("what stands between the markers of a page is written anew, and nothing else", () => {
  const parts = { one: "| 50 % for $1 |", other: "new" };
  const rewritten = withParts(page, parts);
  assert.equal(
    rewritten,
    page
      .replace("-->\nold\n<", () => "-->\n\n| 50 % for $1 |\n\n<")
      .replace("--><", "-->\n\nnew\n\n<"),
  );
  assert.equal(withParts(rewritten, parts), rewritten);
});

test("a page is not written anew where its markers and the figures don't go together", () => {
  const parts = { one: "1", other: "2" };
  assert.throws(() => withParts(page, { one: "1" }), /no figures for other/);
  assert.throws(() => withParts(page, { ...parts, third: "3" }), /no place for third/);
  assert.throws(() => withParts(page.replace("<!-- end -->", ""), parts), /no other to go with it/);
  assert.throws(() => withParts(`${page}<!-- end -->`, parts), /no other to go with it/);
});

test("the page in docs has one place for every part", () => {
  const written = readFileSync(new URL("../docs/realism.md", import.meta.url), "utf8");
  assert.deepEqual(markedNames(written), Object.keys(pageParts));
});

test("without the real data there is nothing to write the page from", async () => {
  const nowhere = await realFigures("no-such-folder");
  assert.throws(() => completeReal(nowhere), /left as it is.*bundles, .*esci\/judgements/);
});

test("figures are written alike, and tables line up", () => {
  assert.deepEqual([0, 1, 0.5, 0.9996, null].map(shareText), [
    ...["0 %", "100 %", "50.0 %", "99.96 %", "–"],
  ]);
  assert.equal(spreadText(distributionOf([1, 2, 12.5], 20)), "5.17 / 2 / 10.4 / 12.5");
  assert.equal(
    markdownTable(["", "shop"], [["days", "60"]]),
    ["|      | shop |", "| ---- | ---: |", "| days |   60 |"].join("\n"),
  );
});
