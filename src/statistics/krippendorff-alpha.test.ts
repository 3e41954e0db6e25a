import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { krippendorffAlpha } from "./krippendorff-alpha.ts";

/** The nominal example of Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C. */
const observers = [
  [1, 2, 3, 3, 2, 1, 4, 1, 2, null, null, null],
  [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, null, 3],
  [null, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, null],
  [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, null],
];

test("the published example gives 0.743", () => {
  const units = Array.from({ length: 12 }, (_, unit) =>
    observers
      .map((row) => row[unit] ?? null)
      .filter((answer) => answer !== null)
      .map(String),
  );
  assert.equal(krippendorffAlpha(units).toFixed(3), "0.743");
});

test("full agreement is 1, answers by the coin are near 0, contradiction is below 0", () => {
  assert.equal(
    krippendorffAlpha([
      ["yes", "yes"],
      ["no", "no"],
    ]),
    1,
  );
  const coin = fc.sample(fc.tuple(fc.constantFrom("a", "b"), fc.constantFrom("a", "b")), {
    numRuns: 4000,
    seed: 3,
  });
  assert.ok(Math.abs(krippendorffAlpha(coin)) < 0.06);
  assert.ok(
    krippendorffAlpha([
      ["a", "b"],
      ["b", "a"],
    ]) < 0,
  );
});

test("one answer to a unit says nothing, and where all answers are one, nothing can be said", () => {
  assert.equal(krippendorffAlpha([["a", "a"], ["b", "b"], ["b"]]), 1);
  assert.ok(
    Number.isNaN(
      krippendorffAlpha([
        ["a", "a"],
        ["a", "a"],
      ]),
    ),
  );
  assert.ok(Number.isNaN(krippendorffAlpha([])));
});

test("the order of answers and of units does not matter", () => {
  const unit = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(unit), (units) => {
      const turned = units.toReversed().map((answers) => answers.toReversed());
      const [one, other] = [krippendorffAlpha(units), krippendorffAlpha(turned)];
      assert.ok(Object.is(one, other) || Math.abs(one - other) < 1e-9);
    }),
  );
});
