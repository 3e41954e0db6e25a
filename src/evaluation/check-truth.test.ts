import assert from "node:assert/strict";
import { test } from "node:test";
import { checkTruth } from "./check-truth.ts";
import { needOf, truthOf } from "./evaluation-for-tests.ts";

const needs = [needOf("camp", ["tent", "stove"], []), needOf("cook", ["stove"], [])];
const tails = ["a", "b"];

test("a truth that fits the needs", () => {
  checkTruth(
    truthOf({ camp: [["is_a", tails, ["stove", "tent"]]], cook: [["is_a", tails]] }),
    needs,
  );
});

test("a need that the shop has not, or without facts, and a type that does not serve it", () => {
  const refused = (truth: Parameters<typeof truthOf>[0], message: RegExp): void =>
    assert.throws(() => checkTruth(truthOf(truth), needs), message);
  refused({ camp: [], cook: [], cok: [] }, /needs.cok: the shop has no such need/);
  refused({ camp: [] }, /needs.cook: the need has no facts/);
  refused(
    {
      camp: [["is_a", tails]],
      cook: [
        ["is_a", tails],
        ["is_a", tails, ["stove", "tent"]],
      ],
    },
    /needs.cook\[1\].types: "tent" does not serve the need; these do: stove/,
  );
});
