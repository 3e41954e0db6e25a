import assert from "node:assert/strict";
import { test } from "node:test";
import type { StoredMeasure } from "../measures/measure.ts";
import { textPair } from "./context-cosine.ts";
import { repetitions, tailCosines, votesOf } from "./same-meaning.ts";

const said = (tail: string, votes = 1, more: { head?: string; normalForm?: string } = {}) => ({
  claim: `claim of ${tail}${more.head ?? ""}`,
  head: "type_1",
  relation: "usedFor",
  tail,
  normalForm: tail,
  votes,
  ...more,
});

const near = new Map([
  [textPair("camp", "camping out"), 0.9],
  [textPair("camping out", "sleeping in a tent"), 0.86],
  [textPair("camp", "sleeping in a tent"), 0.7],
]);

test("the claim with most votes stands for those near to it, and takes their votes", () => {
  const claims = [said("camping out", 2), said("camp", 3), said("fishing", 1)];
  const repeated = repetitions(claims, near, 0.85);
  assert.deepEqual(
    [...repeated],
    [["claim of camping out", { of: "claim of camp", reason: "cosine 0.9 >= 0.85 to “camp”" }]],
  );
  assert.deepEqual(Object.fromEntries(votesOf(claims, repeated)), {
    "claim of camp": 5,
    "claim of fishing": 1,
  });
});

test("meaning does not hand itself on: each is held against the one that stands", () => {
  const claims = [said("camp", 3), said("camping out", 2), said("sleeping in a tent", 1)];
  assert.deepEqual([...repetitions(claims, near, 0.85).keys()], ["claim of camping out"]);
});

test("of equal votes the shortest stands; claims of one normal form share their votes", () => {
  const claims = [
    said("the party", 2, { normalForm: "party" }),
    said("party", 2, { normalForm: "party" }),
  ];
  const repeated = repetitions(claims, new Map(), 0.85);
  assert.equal(repeated.get("claim of the party")?.of, "claim of party");
  assert.match(repeated.get("claim of the party")?.reason ?? "", /the same words as “party”/);
  assert.equal(votesOf(claims, repeated).get("claim of party"), 2);
});

test("what is said of another head or in another relation is no repetition", () => {
  const claims = [
    said("camp"),
    said("camp", 1, { head: "type_2" }),
    { ...said("camp"), claim: "other", relation: "cause" },
  ];
  assert.equal(repetitions(claims, near, 0.5).size, 0);
});

test("each pair of a head and relation is measured once, whichever comes first", async () => {
  const measured: string[] = [];
  const cosine: StoredMeasure = {
    name: "fake",
    async of(texts) {
      measured.push(...texts);
      return new Map(texts.map((text) => [text, 0.5]));
    },
  };
  const { signal } = new AbortController();
  const claims = [said("b"), said("a"), said("a", 1, { head: "type_2" })];
  await tailCosines(claims, cosine, signal);
  assert.deepEqual(measured, [textPair("a", "b")]);
  assert.equal((await tailCosines(claims, undefined, signal)).size, 0);
});
