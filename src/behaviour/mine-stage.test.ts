import assert from "node:assert/strict";
import { test } from "node:test";
import { pairId, queryId } from "../domain/ids.ts";
import { mine } from "./mining-fixture.ts";
import { everyRule, randomLog, randomLogConfig, randomLogProducts } from "./random-log.ts";

test("threads, the order of rows and their cut into imports leave the contents alone", async () => {
  const log = randomLog(1);
  const one = await mine({
    products: randomLogProducts,
    events: [log],
    config: everyRule,
    threads: 1,
  });
  const two = await mine({
    products: randomLogProducts.toReversed(),
    events: [log.slice(0, 999).toReversed(), log.slice(999)],
    config: everyRule,
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
  const mined = await mine({
    products: randomLogProducts,
    events: [randomLog(2)],
    config: randomLogConfig,
  });
  for (const { id, site, locale, text } of mined.queries) {
    assert.equal(id, queryId(site, locale, text));
  }
  const ids = new Set([...randomLogProducts, ...mined.queries].map(({ id }) => id));
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
  const mined = await mine({ products: randomLogProducts, events: [[]] });
  assert.deepEqual(mined.queries, []);
  assert.deepEqual(mined.pairs, []);
});

test("without a log nothing is mined, and that is said", async () => {
  const mined = await mine({ products: randomLogProducts, events: [] });
  assert.deepEqual([mined.queries, mined.pairs], [[], []]);
  assert.deepEqual(mined.notices, ["No log is imported: product types alone can be asked about."]);
});

test("an abort ends the run with its own reason", async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(new Error("enough")), 60);
  await assert.rejects(
    mine({ products: randomLogProducts, events: [randomLog(3)], signal: abort.signal }),
    /enough/,
  );
});
