import assert from "node:assert/strict";
import { test } from "node:test";
import { adaptiveConcurrency } from "./limit-concurrency.ts";

test("half after a refusal, one more after as many successes, never above what was set", () => {
  const concurrency = adaptiveConcurrency(8);
  concurrency.refused(concurrency.round);
  assert.equal(concurrency.allowed, 4);
  for (let success = 0; success < 5; success++) concurrency.succeeded(concurrency.round);
  assert.equal(concurrency.allowed, 5);
  for (let success = 0; success < 100; success++) concurrency.succeeded(concurrency.round);
  assert.equal(concurrency.allowed, 8);
});

test("calls that began before a refusal say nothing of what the server bears now", () => {
  const concurrency = adaptiveConcurrency(8);
  const { round } = concurrency;
  concurrency.refused(round);
  for (let call = 0; call < 7; call++) {
    concurrency.refused(round);
    concurrency.succeeded(round);
  }
  assert.equal(concurrency.allowed, 4);
});
