import assert from "node:assert/strict";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import { allThrough, happened, mine, product } from "./mining-fixture.ts";

const products = ["a", "b", "c", "d"].map((sku) => product(sku));

let basketCount = 0;

const baskets = (count: number, skus: string): readonly ShopEvent[] =>
  Array.from({ length: count }, () => {
    const session = `basket ${++basketCount}`;
    return [...skus].map((sku) => happened("purchase", 0, { session, product: sku }));
  }).flat();

const strengthsOf = async (...events: readonly (readonly ShopEvent[])[]) => {
  const { pairs } = await mine({ products, events: [events.flat()], config: allThrough });
  return new Map(
    pairs.map(({ headA, headB, lift, pmi, logLikelihoodRatio }) => [
      `${headA.at(-1)}${headB.at(-1)}`,
      { lift, pmi, ratio: logLikelihoodRatio },
    ]),
  );
};

test("one basket of two rare things is above a frequent pair by lift, and below by both strengths", async () => {
  const strengths = await strengthsOf(
    baskets(1, "ab"),
    baskets(30, "cd"),
    baskets(20, "c"),
    baskets(20, "d"),
  );
  const [once, often] = [strengths.get("ab"), strengths.get("cd")];
  assert.ok(once && often);
  assert.ok(once.lift > 20 * often.lift);
  // ln 71, by 1/2 for the pair and 1/2 for either.
  assert.equal(once.pmi, Number((Math.log(71) / 4).toFixed(6)));
  assert.ok(once.ratio > 0 && often.ratio < 0, "30 of 71 baskets hold both where 35 are expected");
});

test("what is rarer than chance is below zero, and independence is zero", async () => {
  const rarer = await strengthsOf(baskets(1, "ab"), baskets(9, "a"), baskets(9, "b"));
  assert.ok((rarer.get("ab")?.pmi ?? 0) < 0);
  // 2 (ln(1/5.26) + 18 ln(9/4.74)): both, one alone; there is no basket with neither.
  assert.equal(rarer.get("ab")?.ratio, -19.785277);
  const independent = await strengthsOf(
    baskets(1, "ab"),
    baskets(2, "a"),
    baskets(2, "b"),
    baskets(4, "c"),
  );
  assert.deepEqual(independent.get("ab"), { lift: 1, pmi: 0, ratio: 0 });
  assert.ok(Object.is(independent.get("ab")?.ratio, 0));
});
