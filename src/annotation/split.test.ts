import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { splitOfType, splitter } from "./split.ts";

test("no type and no tail stands on two sides", () => {
  const claim = fc.tuple(
    fc.array(
      fc.integer({ min: 0, max: 30 }).map((n) => `type ${n}`),
      { minLength: 1, maxLength: 2 },
    ),
    fc.integer({ min: 0, max: 10 }).map((n) => `tail ${n}`),
  );
  fc.assert(
    fc.property(fc.array(claim), (claims) => {
      const dealing = splitter();
      const sides = new Map<string, Set<string>>();
      for (const [types, tail] of claims) {
        const split = dealing.deal(types, tail);
        if (split === null) continue;
        for (const thing of [...types, tail]) {
          sides.set(thing, (sides.get(thing) ?? new Set()).add(split));
        }
      }
      for (const [thing, splits] of sides) assert.equal(splits.size, 1, thing);
    }),
  );
});

test("types are shared out as meant, and ways to write one are one", () => {
  const types = Array.from({ length: 4000 }, (_, index) => `type ${index}`);
  const share = (split: string) =>
    types.filter((type) => splitOfType(type) === split).length / 4000;
  assert.ok(Math.abs(share("train") - 0.6) < 0.03, String(share("train")));
  assert.ok(Math.abs(share("calibration") - 0.15) < 0.03);
  assert.equal(splitOfType("Dog Leashes"), splitOfType("dog leash"));
});

test("a tail of a closed list binds nothing: it stands on every side", () => {
  const dealing = splitter();
  const types = Array.from({ length: 40 }, (_, index) => `type ${index}`);
  assert.ok(types.every((type) => dealing.deal([type], null) === splitOfType(type)));
  const other = types.find((type) => splitOfType(type) !== splitOfType("type 0")) ?? "";
  assert.equal(dealing.deal(["type 0"], "camping"), splitOfType("type 0"));
  assert.equal(dealing.deal([other], null), splitOfType(other));
  assert.equal(dealing.deal([other], "camping"), null);
});
