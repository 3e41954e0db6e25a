import assert from "node:assert/strict";
import { test } from "node:test";
import { BudgetExhaustedError } from "./budget-exhausted-error.ts";

test("the error says what is spent of what, what is left, and the command that goes on", () => {
  const met = { cap: "maxCost", limit: 5, spent: 4.98, nextCostUsd: 0.03 } as const;
  const { message, hint, exitCode, retryable } = new BudgetExhaustedError(met, {
    left: 1234,
    command: "cosmo run generate",
  });
  assert.equal(
    message,
    "This run has spent $4.98 of $5.00, and the next call can cost $0.03; at most 1,234 answers are left to ask for",
  );
  assert.equal(hint, "Every answer is kept. Go on with `cosmo run generate --max-cost 10.00`.");
  assert.deepEqual([exitCode, retryable], [3, false]);
});

test("what is proposed is enough for the next call", () => {
  const hintOf = (cap: "maxCost" | "maxCalls" | "maxMinutes", limit: number) =>
    new BudgetExhaustedError({ cap, limit, spent: 0, nextCostUsd: 0.031 }).hint;
  assert.match(hintOf("maxCost", 0), /--max-cost 0\.04`/);
  assert.match(hintOf("maxCalls", 0), /--max-calls 100`/);
  assert.match(hintOf("maxCalls", 1000), /--max-calls 2000`/);
  assert.match(hintOf("maxMinutes", 0), /--max-minutes 1`/);
  assert.match(hintOf("maxMinutes", 30), /--max-minutes 60`/);
});
