import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { auroc, aurocWithin, strataOf } from "./auroc.ts";
import { averagePrecision } from "./average-precision.ts";
import { bootstrapInterval } from "./bootstrap.ts";
import { rankedInterval, rankingOf } from "./ranking.ts";

const counted = fc.array(
  fc.record({
    score: fc.integer({ min: -5, max: 5 }),
    positive: fc.boolean(),
    stratum: fc.constantFrom("a", "b", "c"),
    times: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 30 },
);

test("an item that counts three times is three items, and one that counts no time is none", () => {
  fc.assert(
    fc.property(counted, (items) => {
      const ranking = rankingOf(items);
      const times = Uint32Array.from(items, (item) => item.times);
      const repeated = items.flatMap((item) => Array.from({ length: item.times }, () => item));
      const ofRepeated = rankingOf(repeated);
      assert.equal(auroc(ranking, times), auroc(ofRepeated));
      assert.equal(averagePrecision(ranking, times), averagePrecision(ofRepeated));
      const strata = (of: typeof items) => strataOf(of.map(({ stratum }) => stratum));
      assert.equal(
        aurocWithin(ranking, strata(items), times),
        aurocWithin(ofRepeated, strata(repeated)),
      );
    }),
  );
});

test("the interval is that of the units' items put together", () => {
  const units = [[0.1, 0.4], [0.3, 0.8, 0.2], [0.9], [0.5, 0.45]].map((scores, unit) =>
    scores.map((score, place) => ({ score, positive: (unit + place) % 2 === 0 })),
  );
  let from = 0;
  const places = units.map((own) => own.map(() => from++));
  const ranking = rankingOf(units.flat());
  assert.deepEqual(
    rankedInterval(places, (times) => auroc(ranking, times), { seed: 3 }),
    bootstrapInterval(units, (sample) => auroc(rankingOf(sample.flat())), { seed: 3 }),
  );
});

test("a score that is no number has no place", () => {
  assert.throws(() => rankingOf([{ score: Number.NaN, positive: true }]), {
    name: "RangeError",
    message: "a score is no number",
  });
});
