import assert from "node:assert/strict";
import { test } from "node:test";
import { around } from "../../language-model/estimate-usage.ts";
import { renderPlanned } from "./planned.ts";

const asked = { calls: 98, inputTokens: 13_900, outputTokens: 640, costUsd: 0.0025 };
const total = { calls: 100, inputTokens: 14_000, outputTokens: 700, minutes: 2 };
const planned = { ...total, costUsd: around(0.0025, 0.2) };

test("what was planned stands beside what was asked", () => {
  const [table = "", ...more] = renderPlanned({ planned, asked, coreSeconds: 0 }, 100);
  assert.match(table, /planned +100 +14,000 +700 +\$0\.0025 \(\$0\.002 to \$0\.003\)/);
  assert.match(table, /asked +98 +13,900 +640 +\$0\.0025/);
  assert.deepEqual(more, []);
});

test("a price that nobody knows is said to be unknown", () => {
  const unknown = { planned: { ...planned, costUsd: null }, asked, coreSeconds: 0 };
  const [table = ""] = renderPlanned(unknown, 100);
  assert.match(table, /planned .* unknown\nasked .* unknown$/);
});

test("models on this machine cost no dollars and take its time", () => {
  const free = { ...asked, costUsd: 0 };
  const here = { planned: { ...total, costUsd: around(0, 0) }, asked: free, coreSeconds: 312.4 };
  const lines = renderPlanned(here, 100);
  assert.doesNotMatch(lines.join("\n"), /\$|dollars/);
  assert.equal(lines[1], "Models on this machine took 312 core-seconds.");
  assert.deepEqual(renderPlanned({ planned: null, asked: free, coreSeconds: 0 }, 100), [
    "Asked the language model 98 new questions.",
  ]);
});
