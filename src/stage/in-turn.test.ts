import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { inTurn } from "./in-turn.ts";

test("tasks run one after the other, in their order, and give what they give", async () => {
  const take = inTurn();
  const steps: string[] = [];
  const task = (name: string, pauses: number) => async (): Promise<string> => {
    steps.push(`${name} begins`);
    for (let pause = 0; pause < pauses; pause++) await setImmediate();
    steps.push(`${name} ends`);
    return name;
  };
  assert.deepEqual(await Promise.all([take(task("a", 9)), take(task("b", 0))]), ["a", "b"]);
  assert.deepEqual(steps, ["a begins", "a ends", "b begins", "b ends"]);
});

test("after one that failed none is begun", async () => {
  const take = inTurn();
  const begun: string[] = [];
  const settled = await Promise.allSettled([
    take(async () => {
      throw new Error("no room");
    }),
    take(async () => begun.push("b")),
  ]);
  assert.deepEqual(
    settled.map((one) => one.status === "rejected" && String(one.reason)),
    ["Error: no room", "Error: no room"],
  );
  assert.deepEqual(begun, []);
});
