import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { auroc as aurocOf, aurocWithin as aurocWithinOf, strataOf } from "./auroc.ts";
import { type RankedItem, rankingOf } from "./ranking.ts";

const auroc = (items: readonly RankedItem[]): number => aurocOf(rankingOf(items));
const aurocWithin = <Item extends RankedItem>(
  items: readonly Item[],
  stratumOf: (item: Item) => string,
): number => aurocWithinOf(rankingOf(items), strataOf(items.map(stratumOf)));

const item = fc.record({ score: fc.integer({ min: -20, max: 20 }), positive: fc.boolean() });
const items = fc.array(item, { maxLength: 40 });

/** Pair by pair, as the definition says it. */
function countedPairs(ranked: readonly RankedItem[]): number {
  const positives = ranked.filter(({ positive }) => positive);
  const negatives = ranked.filter(({ positive }) => !positive);
  let right = 0;
  for (const { score } of positives) {
    for (const other of negatives) {
      if (score > other.score) right += 1;
      if (score === other.score) right += 0.5;
    }
  }
  return right / (positives.length * negatives.length);
}

const near = (a: number, b: number): boolean => Object.is(a, b) || Math.abs(a - b) < 1e-12;

test("it is the share of pairs in the right order, a tie counting half", () => {
  fc.assert(
    fc.property(items, (ranked) => {
      const [found, counted] = [auroc(ranked), countedPairs(ranked)];
      assert.ok(near(found, counted), `${found}, not ${counted}`);
    }),
  );
});

test("scikit-learn's example gives 0.75; scores that are all equal give 0.5", () => {
  const scores = [0.1, 0.4, 0.35, 0.8];
  const ranked = scores.map((score, place) => ({ score, positive: place >= 2 }));
  assert.equal(auroc(ranked), 0.75);
  assert.equal(auroc(ranked.map(({ positive }) => ({ score: 3, positive }))), 0.5);
});

test("only the order of scores counts", () => {
  fc.assert(
    fc.property(items, (ranked) => {
      const bent = ranked.map((one) => ({ ...one, score: Math.exp(one.score / 5) - 7 }));
      assert.ok(near(auroc(bent), auroc(ranked)));
      assert.ok(near(auroc(ranked.toReversed()), auroc(ranked)));
    }),
  );
});

test("the opposite order is worth what is missing to 1", () => {
  fc.assert(
    fc.property(items, (ranked) => {
      const negated = ranked.map((one) => ({ ...one, score: -one.score }));
      assert.ok(near(auroc(negated), 1 - auroc(ranked)));
    }),
  );
});

test("of positive or of negative items alone there is nothing to say", () => {
  for (const positive of [true, false]) {
    assert.ok(
      Number.isNaN(
        auroc([
          { score: 1, positive },
          { score: 2, positive },
        ]),
      ),
    );
  }
  assert.ok(Number.isNaN(auroc([])));
  assert.ok(Number.isNaN(aurocWithin([], () => "all")));
});

const stratified = fc.array(
  fc.record({
    score: fc.integer({ min: -20, max: 20 }),
    positive: fc.boolean(),
    stratum: fc.constantFrom("a", "b", "c"),
  }),
  { maxLength: 40 },
);

test("within strata, what raises a whole stratum changes nothing", () => {
  fc.assert(
    fc.property(stratified, (ranked) => {
      const within = aurocWithin(ranked, ({ stratum }) => stratum);
      const raised = { a: 100, b: 0, c: -100 };
      const moved = ranked.map((one) => ({
        ...one,
        score: one.score + raised[one.stratum as keyof typeof raised],
      }));
      assert.ok(
        near(
          aurocWithin(moved, ({ stratum }) => stratum),
          within,
        ),
      );
    }),
  );
});

test("a score that tells the strata apart and no more is worth 0.5 within them", () => {
  const ranked = [
    ...[true, true, true, false].map((positive) => ({ score: 1, positive, stratum: "usedFor" })),
    ...[true, false, false, false].map((positive) => ({ score: 0, positive, stratum: "isA" })),
  ];
  assert.equal(auroc(ranked), 0.75);
  assert.equal(
    aurocWithin(ranked, ({ stratum }) => stratum),
    0.5,
  );
});

test("strata count by their pairs, and in a stratum of one answer there are none", () => {
  const ranked = [
    // Two pairs, both right.
    { score: 3, positive: true, stratum: "a" },
    { score: 2, positive: false, stratum: "a" },
    { score: 1, positive: false, stratum: "a" },
    // One pair, wrong.
    { score: 1, positive: true, stratum: "b" },
    { score: 2, positive: false, stratum: "b" },
    { score: 9, positive: true, stratum: "c" },
  ];
  assert.equal(
    aurocWithin(ranked, ({ stratum }) => stratum),
    2 / 3,
  );
});
