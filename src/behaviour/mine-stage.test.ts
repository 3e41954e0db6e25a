import assert from "node:assert/strict";
import { test } from "node:test";
import { pairId, queryId } from "../domain/ids.ts";
import type { ShopEvent } from "../domain/tables/events.ts";
import { happened, mine, product } from "./mining-fixture.ts";

/** Numbers below 2^32 from a linear congruential generator (Numerical Recipes' constants). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const products = Array.from({ length: 60 }, (_, index) =>
  product(`sku "${index}" \\ ü`, {
    parent: index % 5 === 0 ? `parent ${index % 3}` : null,
    productType: index % 7 === 0 ? null : `type ${index % 11}`,
    categoryPath: index % 9 === 0 ? [] : [`room ${index % 3}`, `shelf ${index % 4}`],
  }),
);

/** Some thousand events of 300 sessions in disorder: whole seconds, so that many have one time. */
function randomLog(seed: number): readonly ShopEvent[] {
  const below = generator(seed);
  const kinds = [
    "search",
    "search",
    "impression",
    "click",
    "click",
    "purchase",
    "purchase",
  ] as const;
  return Array.from({ length: 4000 }, () => {
    const kind = kinds[below(kinds.length)] ?? "search";
    const session = below(300);
    return happened(kind, below(40), {
      session: below(10) === 0 ? null : `s${session}`,
      customer: session % 3 === 0 ? null : `c${session % 50}`,
      quantity: kind === "purchase" ? 1 : null,
      position: kind === "impression" ? 1 + below(5) : null,
      ...(kind === "search"
        ? { query: `Query ${below(25)} O'Neil "ß"` }
        : { product: products[below(products.length)]?.sku ?? null }),
      ...(below(4) === 0 ? { queryId: `q${below(200)}` } : {}),
      ...(kind === "purchase" && below(10) === 0 ? { kind: "return" } : {}),
    });
  });
}

const config = {
  queryGate: { customers: 2 },
  coBuy: { randomCoPurchase: { minimumBaskets: 20, timesMedian: 1.2 } },
};

/** Every rule that can be switched on. */
const allRules = {
  ...config,
  products: { perType: 4 },
  searchBuy: { clickRateLow: 0, purchaseRateLow: 0.007, correctPositionBias: true, perQuery: 1 },
  coBuy: { ...config.coBuy, maximumCategoryDistance: 2, perTypePair: 3 },
  lowEngagement: { share: 0.5 },
};

test("threads, the order of rows and their cut into imports leave the contents alone", async () => {
  const log = randomLog(1);
  const one = await mine({ products, events: [log], config: allRules, threads: 1 });
  const two = await mine({
    products: products.toReversed(),
    events: [log.slice(0, 999).toReversed(), log.slice(999)],
    config: allRules,
    threads: 2,
  });
  assert.ok(one.queries.length > 20 && one.pairs.length > 100);
  const reasons = Object.values(one.funnel).flatMap(({ dropped }) => Object.keys(dropped));
  for (const reason of ["productQuota", "queryQuota", "categoryDistance", "typePairQuota"]) {
    assert.ok(reasons.includes(reason), reason);
  }
  assert.ok(one.pairs.some(({ keptFor }) => keptFor === "lowEngagement"));
  assert.deepEqual(two.contents, one.contents);
  assert.deepEqual(two.funnel, one.funnel);
  assert.deepEqual(two.samples, one.samples);
});

test("ids are those of the domain, and every line of the funnel adds up", async () => {
  const mined = await mine({ products, events: [randomLog(2)], config });
  for (const { id, site, locale, text } of mined.queries) {
    assert.equal(id, queryId(site, locale, text));
  }
  const ids = new Set([...products, ...mined.queries].map(({ id }) => id));
  for (const { id, behaviour, headA, headB, count, byMonth } of mined.pairs) {
    assert.equal(id, pairId(behaviour, headA, headB));
    assert.ok(ids.has(headA) && ids.has(headB));
    assert.ok(behaviour === "searchBuy" || headA < headB);
    assert.equal(
      Object.values(byMonth).reduce((sum, times) => sum + times, 0),
      count,
    );
  }
  const { queries, searchBuy, coBuy, events } = mined.funnel;
  assert.equal(queries?.rowsOut, mined.queries.length);
  assert.equal((searchBuy?.rowsOut ?? 0) + (coBuy?.rowsOut ?? 0), mined.pairs.length);
  assert.equal(events?.rowsIn, 4000);
  for (const { rowsIn, dropped, rowsOut } of Object.values(mined.funnel)) {
    assert.equal(
      rowsIn,
      Object.values(dropped).reduce((sum, count) => sum + count, rowsOut),
    );
  }
});

test("a log without a single event is mined to nothing", async () => {
  const mined = await mine({ products, events: [[]] });
  assert.deepEqual(mined.queries, []);
  assert.deepEqual(mined.pairs, []);
});

test("without a log nothing is mined, and that is said", async () => {
  const mined = await mine({ products, events: [] });
  assert.deepEqual([mined.queries, mined.pairs], [[], []]);
  assert.deepEqual(mined.notices, ["No log is imported: product types alone can be asked about."]);
});

test("an abort ends the run with its own reason", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error("enough")), 60);
  await assert.rejects(mine({ products, events: [randomLog(3)], signal: abort.signal }), /enough/);
});
