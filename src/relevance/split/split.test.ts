import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom } from "../../statistics/random.ts";
import { shuffled } from "../../statistics/shuffled.ts";
import { dealGroups, folds, keepSplit, type Share } from "./split.ts";
import { straddling } from "./straddling.ts";

const shares: readonly Share[] = [
  ["train", 0.7],
  ["validation", 0.15],
  ["test", 0.15],
];

/** Groups `g0`, `g1`, … of up to six judgements each. */
const groupsOf = fc
  .array(fc.integer({ min: 1, max: 6 }), { minLength: 60, maxLength: 200 })
  .map((sizes) => sizes.flatMap((size, place) => Array<string>(size).fill(`g${place}`)));
const seeds = fc.nat(1000);

test("no group straddles, every judgement has a side, and sides have about their shares", () => {
  fc.assert(
    fc.property(groupsOf, seeds, (groups, seed) => {
      const split = dealGroups(groups, shares, seed);
      assert.equal(straddling(groups, split), null);
      assert.equal(split.sides.length, groups.length);
      for (const [side, [, share]] of shares.entries()) {
        const size = split.sides.filter((one) => one === side).length;
        // A group more or less at either end.
        assert.ok(Math.abs(size - share * groups.length) <= 6, `${size} of ${groups.length}`);
      }
    }),
    { numRuns: 50 },
  );
});

test("sides hang on the seed and the groups, not on the order of judgements", () => {
  const groups = Array.from({ length: 300 }, (_, place) => `g${place % 100}`);
  const sideOf = (order: readonly string[], seed: number) => {
    const { sides } = dealGroups(order, folds(5), seed);
    return new Map(order.map((group, place) => [group, sides[place]]));
  };
  const [one, same, other] = [
    sideOf(groups, 7),
    sideOf(shuffled(groups, seededRandom(1)), 7),
    sideOf(groups, 8),
  ];
  const moved = [...one].filter(([group, side]) => other.get(group) !== side);
  assert.deepEqual([...same].toSorted(), [...one].toSorted());
  assert.ok(moved.length > 50, `${moved.length} of 100 groups are on another side`);
  assert.deepEqual(dealGroups(groups, folds(3), 7).names, ["fold 1", "fold 2", "fold 3"]);
});

test("a side without judgements is an error, with a name", () => {
  const groups = [...Array<string>(97).fill("large"), "a", "b", "c"];
  assert.throws(() => dealGroups(groups, folds(3), 1), {
    code: "SPLIT_TOO_SMALL",
    message: /left for fold [123]: the judgements are 4 groups/,
  });
});

test("a split of the source is kept but where a group straddles: what is held out stays whole", () => {
  const groups = ["a", "a", "b", "c", "b", "d"];
  const given = ["train", "test", "train", "test", "train", null];
  const asGiven = { names: ["train", "test"], sides: [0, 1, 0, 1, 0, null] };
  assert.deepEqual(straddling(groups, asGiven), { one: 0, other: 1, sides: ["train", "test"] });
  const kept = keepSplit(groups, given, ["train", "test"]);
  assert.deepEqual(kept.sides, [null, 1, 0, 1, 0, null]);
  assert.equal(straddling(groups, kept), null);
});

test("kept splits never straddle, and lose nothing of the last side", () => {
  const row = fc.tuple(
    fc.constantFrom("a", "b", "c", "d"),
    fc.constantFrom("train", "dev", "test", "", null),
  );
  fc.assert(
    fc.property(fc.array(row, { maxLength: 30 }), (rows) => {
      const groups = rows.map(([group]) => group);
      const given = rows.map(([, side]) => side);
      const kept = keepSplit(groups, given, ["train", "dev", "test"]);
      assert.equal(straddling(groups, kept), null);
      for (const [place, side] of given.entries()) {
        if (side === "test") assert.equal(kept.sides[place], 2);
        else if (side === null || side === "") assert.equal(kept.sides[place], null);
      }
    }),
    { numRuns: 200 },
  );
});
