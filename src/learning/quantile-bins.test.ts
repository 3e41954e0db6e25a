import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { binnedColumns, binOf, quantileCuts } from "./quantile-bins.ts";

const manyValues = fc.array(
  fc.oneof(fc.double({ min: -1e300, max: 1e300 }), fc.integer({ min: 0, max: 5 })),
  { maxLength: 60 },
);

test("a value is above the cut before its bin, and not above the one behind it", () => {
  fc.assert(
    fc.property(manyValues, fc.integer({ min: 2, max: 9 }), (values, mostBins) => {
      const cuts = quantileCuts(Float64Array.from(values), mostBins);
      assert.ok(cuts.length < mostBins);
      assert.ok(cuts.every((cut, at) => at === 0 || cut > (cuts[at - 1] ?? cut)));
      for (const value of values) {
        const bin = binOf(value, cuts);
        if (Number.isNaN(value)) assert.equal(bin, cuts.length + 1);
        else assert.ok(!((cuts[bin] ?? value) < value) && !((cuts[bin - 1] ?? -Infinity) >= value));
      }
    }),
  );
});

test("values that are few have a bin each, cut in the middle", () => {
  assert.deepEqual([...quantileCuts(Float64Array.of(4, 1, 1, 2, Number.NaN), 3)], [1.5, 3]);
});

test("bins of many values hold about as many each, and a frequent one leaves the rest to the others", () => {
  const many = Float64Array.from({ length: 1000 }, (_, at) => at);
  assert.deepEqual([...quantileCuts(many, 4)], [249.5, 499.5, 749.5]);
  const zeros = Float64Array.from({ length: 1000 }, (_, at) => Math.max(0, at - 900));
  assert.deepEqual([...quantileCuts(zeros, 4)], [0.5, 33.5, 66.5]);
});

test("between two neighbours of all floats there is a cut", () => {
  const cuts = quantileCuts(Float64Array.of(1, 1 + Number.EPSILON), 2);
  assert.deepEqual([...cuts], [1]);
});

test("an infinite value is refused", () => {
  for (const value of [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    assert.throws(() => binnedColumns([Float64Array.of(value)], 255), { name: "RangeError" });
  }
});
