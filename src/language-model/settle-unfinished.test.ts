import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { openBudgetStore } from "./budget-store.ts";
import { callIdOf } from "./call-identity.ts";
import { openCallStore } from "./call-store.ts";
import { nanoDollars } from "./nano-dollars.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { settleUnfinished } from "./settle-unfinished.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-settle-"));
after(() => rmSync(folder, { recursive: true, force: true }));

test("after kill -9 a recorded answer counts what it cost, once; all else the most", async () => {
  const calls = openCallStore(join(folder, "calls.db"));
  const budget = openBudgetStore(join(folder, "budget.db"));
  const account = budget.open({
    until: "graph",
    said: {},
    caps: { maxCost: null, maxCalls: null, maxMinutes: null },
  }).id;
  const answered = (draw: number, startedAt: number, text: string | null) =>
    calls.record({
      model: "wren",
      request: sampleRequest({ draw }),
      rawAnswer: "camping",
      text,
      finishReason: "stop",
      inputTokens: 9,
      outputTokens: 2,
      costUsd: 0.002,
      startedAt,
      milliseconds: 5,
      reason: null,
    });
  const reserve = (draw: number, reservedAt: number) =>
    budget.reserve({
      account,
      call: callIdOf("wren", sampleRequest({ draw })),
      reservedAt,
      cost: nanoDollars(0.01),
    });

  // Recorded, and not settled any more.
  await answered(1, 1000, "camping");
  await reserve(1, 1000);
  // An answer of an earlier run, and none to this call.
  await answered(2, 999, "camping");
  await reserve(2, 1000);
  // Nobody could read it: what it cost is not known.
  await answered(3, 1000, null);
  await reserve(3, 1000);
  // Lost on its way.
  await reserve(4, 1000);
  // One answer pays for one call.
  await reserve(1, 1000);

  settleUnfinished(budget, calls);
  assert.deepEqual(budget.reservations(), []);
  const { cost, presumedCost, calls: counted, presumedCalls } = budget.latest() ?? {};
  assert.deepEqual([cost, presumedCost], [nanoDollars(0.042), nanoDollars(0.04)]);
  assert.deepEqual([counted, presumedCalls], [5, 4]);
  settleUnfinished(budget, calls);
  assert.equal(budget.latest()?.cost, cost);
  await calls.close();
  budget.closeFile();
});
