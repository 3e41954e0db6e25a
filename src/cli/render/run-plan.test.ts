import assert from "node:assert/strict";
import { test } from "node:test";
import type { RunPlan } from "../../app/plan-run.ts";
import { renderRunPlan } from "./run-plan.ts";

const plan: RunPlan = {
  stages: [],
  total: { calls: 10, inputTokens: 3000, outputTokens: 600, costUsd: null, minutes: 1 },
  limits: {},
  price: { input: 1, output: 2, asOf: null },
  unpriced: ["language-models.judge"],
  batch: false,
  inJobs: { calls: 0, costUsd: 0 },
  tokensCounted: { by: "bytes", name: "bytes", next: null, sampleOf: null },
};

test("where the price of a model is not known, its setting is named", () => {
  assert.match(
    renderRunPlan(plan, 200),
    /What that costs is unknown: set language-models\.judge\.price\. Asking takes/,
  );
});

test("what batch jobs ask already has a line of its own", () => {
  assert.doesNotMatch(renderRunPlan(plan, 200), /batch jobs/);
  assert.match(
    renderRunPlan({ ...plan, inJobs: { calls: 1200, costUsd: 3.5 } }, 200),
    /Besides, batch jobs ask 1,200 questions already\. \$3\.50 is set aside for them\.\n/,
  );
});
