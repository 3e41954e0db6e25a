import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { groupFolds } from "./group-folds.ts";

test("each fold has as many groups as the others, or one more", () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { minLength: 1 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer(),
      (groups, count, seed) => {
        const foldOf = groupFolds(groups, count, seed);
        const sizes = (Array<number>).from({ length: count }, () => 0);
        for (const group of groups) sizes[foldOf(group)] = (sizes[foldOf(group)] ?? 0) + 1;
        assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1, `${sizes}`);
      },
    ),
  );
});

test("the order and number of times in which groups come changes nothing, the seed does", () => {
  const groups = Array.from({ length: 20 }, (_, place) => `group ${place}`);
  const folds = (seed: number, some: readonly string[]) => groups.map(groupFolds(some, 5, seed));
  assert.deepEqual(folds(1, groups), folds(1, [...groups.toReversed(), ...groups]));
  assert.notDeepEqual(folds(1, groups), folds(2, groups));
});
