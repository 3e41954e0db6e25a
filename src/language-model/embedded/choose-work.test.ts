import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseWork } from "./choose-work.ts";

test("a worker goes on with what it holds, before what was asked earlier", () => {
  assert.equal(chooseWork(["b", "a", "c", "a"], "a", new Set()), 1);
});

test("else it leaves to the others what they hold", () => {
  assert.equal(chooseWork(["b", "b", "c"], "a", new Set(["b"])), 2);
});

test("but helps with that rather than be idle", () => {
  assert.equal(chooseWork(["b", "b"], "a", new Set(["b"])), 0);
});

test("a new worker takes what was asked first", () => {
  assert.equal(chooseWork(["b", undefined], undefined, new Set([undefined])), 0);
  assert.equal(chooseWork([undefined, "b"], undefined, new Set()), 0);
});

test("without anything waiting there is nothing to choose", () => {
  assert.equal(chooseWork([], "a", new Set()), undefined);
});
