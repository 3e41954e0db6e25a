import assert from "node:assert/strict";
import { test } from "node:test";
import type { RelevancePlan } from "../../app/relevance/plan-relevance.ts";
import { renderRelevancePlan } from "./relevance-model.ts";

const plan: RelevancePlan = {
  ...{ model: "relevance_1", byClass: { I: 400, E: 1200 }, withoutTitle: 3 },
  ...{ learn: 1360, validation: 240 },
  work: { epochs: 4, steps: 172, seconds: 1500, memoryBytes: 1.24e9, tried: 96 },
};

test("a plan says what is learnt from, how long it takes at most, and the next command", () => {
  const text = renderRelevancePlan(plan, 1000);
  assert.match(
    text,
    /1,600 judgements \(I: 400, E: 1,200\), 1,360 to learn from and 240 to validate/,
  );
  assert.match(text, /3 judgements without a title: left out\./);
  assert.match(text, /At most 4 epochs, which are 172 steps: about 25 min.* 1\.2 GB of memory/);
  assert.match(text, /\nNext: cosmo run relevance$/);
});

test("where the model is there the plan says so, and what to do with it", () => {
  const text = renderRelevancePlan({ ...plan, withoutTitle: 0, work: null }, 1000);
  assert.match(text, /nothing to do\./);
  assert.doesNotMatch(text, /without a title/);
  assert.match(text, /\nNext: cosmo serve$/);
});
