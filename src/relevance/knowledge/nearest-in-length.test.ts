import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nearestInLength } from "./nearest-in-length.ts";

const lengthOf = (thing: string): number => thing.length;
const things = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 9 }), { maxLength: 12 });

test("none that will do is nearer, and there is one where any will do", () => {
  fc.assert(
    fc.property(things, fc.nat({ max: 12 }), fc.nat(), (some, wanted, seed) => {
      const willDo = (thing: string): boolean => thing.length % 3 !== 0;
      const found = nearestInLength(some, lengthOf, seed)("asker", wanted, willDo);
      const eligible = some.filter(willDo);
      assert.equal(found === undefined, eligible.length === 0);
      if (found === undefined) return;
      const distance = (thing: string): number => Math.abs(thing.length - wanted);
      assert.ok(eligible.includes(found));
      assert.ok(eligible.every((other) => distance(other) >= distance(found)));
    }),
  );
});

test("askers share equally near ones among them, on both sides of what is wanted", () => {
  const find = nearestInLength(["aa", "bb", "cccc", "dddd", "e"], lengthOf, 2);
  const found = Array.from({ length: 400 }, (_, asker) => find(`asker ${asker}`, 3, () => true));
  for (const thing of ["aa", "bb", "cccc", "dddd"]) {
    const times = found.filter((one) => one === thing).length;
    assert.ok(times > 60 && times < 140, `${thing}: ${times}`);
  }
});
