import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom } from "./random.ts";
import { weightedSampler } from "./weighted-sampler.ts";

test("places come up in proportion to their weights, and never one without weight", () => {
  const sample = weightedSampler([0, 1, 0, 3, 0]);
  const random = seededRandom(5);
  const counts = [0, 0, 0, 0, 0];
  for (let draw = 0; draw < 4000; draw += 1) {
    const place = sample(random);
    counts[place] = (counts[place] ?? 0) + 1;
  }
  assert.deepEqual([counts[0], counts[2], counts[4]], [0, 0, 0]);
  assert.ok(Math.abs((counts[3] ?? 0) / 4000 - 0.75) < 0.03, counts.join(" "));
});

test("whatever the weights, what is drawn has one", () => {
  const weights = fc
    .array(fc.nat(5), { minLength: 1 })
    .filter((list) => list.some((one) => one > 0));
  fc.assert(
    fc.property(weights, fc.nat(), (list, seed) => {
      assert.ok((list[weightedSampler(list)(seededRandom(seed))] ?? 0) > 0);
    }),
  );
});

test("weights of nothing are refused", () => {
  for (const weights of [[], [0, 0], [Number.NaN], [Number.POSITIVE_INFINITY]]) {
    assert.throws(() => weightedSampler(weights), RangeError);
  }
});
