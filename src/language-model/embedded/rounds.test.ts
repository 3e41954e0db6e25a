import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { Rounds } from "./rounds.ts";

/** Members that take part in rounds, and what ran at the same time. */
function watched() {
  const rounds = new Rounds();
  const log: string[] = [];
  let running = 0;
  let most = 0;
  const step = (name: string) => async (): Promise<string> => {
    running += 1;
    most = Math.max(most, running);
    log.push(name);
    await setImmediate();
    running -= 1;
    return name;
  };
  return { rounds, log, step, most: () => most };
}

test("a round begins when every member waits for a step, and runs all of them at once", async () => {
  const { rounds, log, step, most } = watched();
  for (let member = 0; member < 3; member += 1) rounds.enter();
  const first = rounds.together(step("a"));
  const second = rounds.together(step("b"));
  await setImmediate();
  assert.deepEqual(log, []);
  assert.deepEqual(await Promise.all([first, second, rounds.together(step("c"))]), ["a", "b", "c"]);
  assert.equal(most(), 3);
});

test("who leaves is not waited for", async () => {
  const { rounds, step } = watched();
  rounds.enter();
  rounds.enter();
  const waiting = rounds.together(step("a"));
  rounds.leave();
  assert.equal(await waiting, "a");
});

test("steps that run alone come first and run while nothing else does", async () => {
  const { rounds, log, step, most } = watched();
  for (let member = 0; member < 3; member += 1) rounds.enter();
  const together = rounds.together(step("together")).then(() => rounds.leave());
  const alone = ["a", "b"].map((name) => rounds.alone(step(name)).then(() => rounds.leave()));
  await Promise.all([together, ...alone]);
  assert.deepEqual(log, ["a", "b", "together"]);
  assert.equal(most(), 1);
});

test("a step that fails is the failure of its member alone", async () => {
  const { rounds, step } = watched();
  rounds.enter();
  rounds.enter();
  const failing = rounds.together(() => Promise.reject(new Error("too hot")));
  const other = rounds.together(step("b"));
  await assert.rejects(failing, /too hot/);
  assert.equal(await other, "b");
  const next = [rounds.alone(step("c")), rounds.together(step("d"))];
  rounds.leave();
  assert.deepEqual(await Promise.all(next), ["c", "d"]);
});
