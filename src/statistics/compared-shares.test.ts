import assert from "node:assert/strict";
import { test } from "node:test";
import { comparedShares, comparedUnits } from "./compared-shares.ts";

const trials = (hits: number, all: number) => ({ hits, trials: all });

test("the difference is that of the shares of all trials", () => {
  const units = comparedUnits(
    new Map([
      ["a", trials(3, 4)],
      ["b", trials(0, 2)],
    ]),
    new Map([
      ["b", trials(1, 1)],
      ["c", trials(0, 3)],
    ]),
  );
  assert.equal(units.length, 3);
  assert.equal(comparedShares(units, 1)?.mean, 3 / 6 - 1 / 4);
  assert.equal(comparedShares(units, 1, (of, against) => of / against)?.mean, 2);
});

test("what is hard for both does not widen the interval", () => {
  const hard = Array.from({ length: 60 }, (_, place) => trials(place % 2, 1));
  const same = comparedShares(
    hard.map((of) => ({ of, against: of })),
    1,
  );
  assert.deepEqual(same, { mean: 0, interval: [0, 0] });
  const apart = comparedShares(
    hard.map((of, place) => ({ of, against: trials((place >> 1) % 2, 1) })),
    1,
  );
  assert.equal(apart?.mean, 0);
  assert.ok((apart?.interval[0] ?? 0) < -0.05 && (apart?.interval[1] ?? 0) > 0.05);
});

test("a share of nothing is compared with nothing", () => {
  assert.equal(comparedShares([{ of: trials(1, 1), against: trials(0, 0) }], 1), null);
  assert.equal(comparedShares([], 1), null);
  const byNone = [{ of: trials(1, 2), against: trials(0, 2) }];
  assert.equal(
    comparedShares(byNone, 1, (of, against) => of / against),
    null,
  );
});
