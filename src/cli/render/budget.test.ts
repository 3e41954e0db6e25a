import assert from "node:assert/strict";
import { test } from "node:test";
import { renderBudget } from "./budget.ts";

const report = {
  finished: true,
  costUsd: 1.2,
  presumedUsd: 0,
  calls: 1310,
  presumedCalls: 0,
  minutes: 4.24,
  maxCost: null,
  maxCalls: null,
  maxMinutes: null,
};

test("what was spent stands beside its cap, where there is one", () => {
  assert.equal(renderBudget(report), "$1.20, 1,310 calls, 4 min 14 s");
  assert.equal(
    renderBudget({ ...report, maxCost: 5, maxCalls: 2000, maxMinutes: 30 }),
    "$1.20 of $5.00, 1,310 of 2,000 calls, 4.2 of 30 minutes",
  );
});

test("what is presumed is told, and a price that nobody knows is not called nothing", () => {
  assert.match(
    renderBudget({ ...report, presumedCalls: 1, presumedUsd: 0.04 }),
    /, of it presumed, for no answer came: 1 call, \$0\.04$/,
  );
  const unknown = { ...report, costUsd: null, presumedUsd: null, presumedCalls: 2 };
  assert.match(renderBudget(unknown), /^price unknown, .*came: 2 calls$/);
});
