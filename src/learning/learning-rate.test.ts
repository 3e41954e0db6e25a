import assert from "node:assert/strict";
import { test } from "node:test";
import { rateAt } from "./learning-rate.ts";

test("the rate rises to its peak and falls to nearly 0, both in a straight line", () => {
  const rates = Array.from({ length: 10 }, (_, step) =>
    rateAt(step, 10, { peak: 1, warmUpShare: 0.2 }),
  );
  assert.deepEqual(
    rates.map((rate) => Number(rate.toFixed(3))),
    [0.333, 0.667, 1, 0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125],
  );
});

test("without warm-up it begins at the peak", () => {
  assert.equal(rateAt(0, 4, { peak: 0.1, warmUpShare: 0 }), 0.1);
});
