import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { scaleOf } from "./scale.ts";

const near = (found: number, wanted: number): boolean => Math.abs(found - wanted) < 1e-9;

test("an axis goes from one round number to another", () => {
  const { ticks, at } = scaleOf([0.184, 0.449], 5);
  assert.ok([0.1, 0.2, 0.3, 0.4, 0.5].every((tick, place) => near(ticks[place] ?? 0, tick)));
  assert.ok(near(at(0.1), 0) && near(at(0.3), 0.5) && near(at(0.5), 1));
});

test("where all values are the same it stays among shares", () => {
  for (const share of [0, 0.03, 0.6, 1]) {
    const { ticks, at } = scaleOf([share, share], 5);
    assert.ok((ticks[0] ?? -1) > -1e-9 && (ticks.at(-1) ?? 2) < 1 + 1e-9, `${ticks}`);
    assert.ok(ticks.length >= 2 && at(share) > -1e-9 && at(share) < 1 + 1e-9);
  }
});

test("it holds every value, with at least two ticks and no more than wanted", () => {
  const shares = fc.array(fc.double({ min: -1, max: 1, noNaN: true }));
  fc.assert(
    fc.property(shares, fc.integer({ min: 3, max: 8 }), (values, most) => {
      const { ticks, at } = scaleOf([...values, Number.NaN], most);
      assert.ok(ticks.length >= 2 && ticks.length <= most, `${ticks}`);
      for (const value of values) assert.ok(at(value) > -1e-6 && at(value) < 1 + 1e-6);
    }),
    { numRuns: 300 },
  );
});
