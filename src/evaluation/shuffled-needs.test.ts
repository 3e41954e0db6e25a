import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { needOf, truthOf } from "./evaluation-for-tests.ts";
import { shuffledNeeds } from "./shuffled-needs.ts";
import type { Truth } from "./truth.ts";

const needs = [needOf("camp", ["tent", "stove"], []), needOf("knit", ["yarn"], [])];
const truth = truthOf({
  camp: [
    ["used_for_eve", ["camping", "sleeping outdoors"]],
    ["is_a", ["shelter", "tent"], ["tent"]],
    ["is_a", ["cooker", "burner"], ["stove"]],
  ],
  knit: [["used_to", ["knit", "make a scarf"], ["yarn"]]],
});

test("two needs swap their facts, and the types take over each other's parts", () => {
  const swapped = shuffledNeeds(truth, needs, 1);
  const told = (need: string) =>
    swapped.get(need)?.map(({ id, need: now, types, tails }) => [id, now, types, tails[0]]);
  assert.deepEqual(told("camp"), [["knit/0", "camp", ["tent", "stove"], "knit"]]);
  assert.deepEqual(told("knit"), [
    ["camp/0", "knit", null, "camping"],
    ["camp/1", "knit", ["yarn"], "shelter"],
    ["camp/2", "knit", [], "cooker"],
  ]);
});

const manyNeeds = fc
  .integer({ min: 2, max: 30 })
  .map((count) => Array.from({ length: count }, (_, index) => needOf(`n${index}`, ["t"], [])));
const oneFactEach = (some: readonly { readonly id: string }[]): Truth =>
  truthOf(Object.fromEntries(some.map(({ id }) => [id, [["is_a", [id, `${id}s`]] as const]])));

test("no need keeps its facts, none are lost, the wordings are the same lists, and the seed decides", () => {
  fc.assert(
    fc.property(manyNeeds, fc.integer(), (some, seed) => {
      const own = oneFactEach(some);
      const shuffled = shuffledNeeds(own, some, seed);
      const donors = [...shuffled].map(([need, facts]) => {
        assert.notEqual(facts[0]?.id, `${need}/0`);
        assert.equal(facts[0]?.need, need);
        return facts[0]?.tails;
      });
      assert.deepEqual(new Set(donors), new Set([...own.values()].map(([fact]) => fact?.tails)));
      assert.ok(donors.every((tails) => tails !== undefined));
      assert.deepEqual(shuffledNeeds(own, some, seed), shuffled);
    }),
  );
});

test("another seed deals otherwise", () => {
  const some = Array.from({ length: 30 }, (_, index) => needOf(`n${index}`, ["t"], []));
  const own = oneFactEach(some);
  assert.notDeepEqual(shuffledNeeds(own, some, 1), shuffledNeeds(own, some, 2));
});

test("one need alone can't lose its facts", () => {
  assert.throws(() => shuffledNeeds(truth, needs.slice(0, 1), 1), RangeError);
});
