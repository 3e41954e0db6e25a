import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { holm } from "./holm.ts";

test("figures are statsmodels'", () => {
  // statsmodels 0.15.0: multipletests([0.01, 0.04, 0.03, 0.005, 0.2], method="holm")[1]
  assert.deepEqual(
    holm([0.01, 0.04, 0.03, 0.005, 0.2]).map((chance) => Number(chance.toFixed(12))),
    [0.04, 0.09, 0.09, 0.025, 0.2],
  );
  assert.deepEqual(holm([]), []);
});

test("nothing becomes likelier than it was alone, none goes above 1, and the order stays", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (chances) => {
      const adjusted = holm(chances);
      for (const [place, chance] of chances.entries()) {
        const own = adjusted[place] ?? Number.NaN;
        assert.ok(own >= chance && own <= 1);
        for (const [other, another] of chances.entries()) {
          if (chance < another) assert.ok(own <= (adjusted[other] ?? Number.NaN));
        }
      }
      assert.deepEqual(holm(chances.toReversed()), adjusted.toReversed());
    }),
  );
});
