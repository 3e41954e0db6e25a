import assert from "node:assert/strict";
import { test } from "node:test";
import { detectableDifference } from "./detectable-difference.ts";
import { seededRandom } from "./random.ts";

/** Normal by the sum of twelve uniform numbers. */
const normal = (random: { next(): number }): number =>
  Array.from({ length: 12 }, () => random.next()).reduce((sum, value) => sum + value, -6);

test("it is found in four of five trials, with and without a bar to get over", () => {
  for (const [error, beyond] of [
    [1, 0],
    [0.3, 2],
    [2, 3],
  ] as const) {
    const random = seededRandom(4);
    const truth = detectableDifference(error, beyond);
    const trials = 20_000;
    let found = 0;
    for (let trial = 0; trial < trials; trial++) {
      const estimate = truth + error * normal(random);
      if (estimate > 1.959964 * error && estimate > beyond) found += 1;
    }
    assert.ok(Math.abs(found / trials - 0.8) < 0.01, `${found / trials}`);
  }
});
