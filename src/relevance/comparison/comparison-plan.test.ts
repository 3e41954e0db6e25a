import assert from "node:assert/strict";
import { test } from "node:test";
import { planComparisons } from "./comparison-plan.ts";
import type { EvaluatedSet } from "./evaluated-judgement.ts";
import { fiveSeeds, madeRow, madeSet } from "./relevance-for-tests.ts";
import { sameForEverySeed } from "./relevance-row.ts";

const settings = {
  endpoint: { of: "true", against: "sibling", metric: "macroF1" },
  others: [],
  worthwhile: 0.01,
  seed: 5,
  draws: 400,
} as const;

const pilotOn = (set: EvaluatedSet, restless: number) => ({
  of: madeRow(set, "sibling", () => 0.6, { restless }),
  against: madeRow(set, "plain", () => 0.6, { restless }),
});

const detectableOn = (queries: number, restless: number): number => {
  const set = madeSet(queries);
  const [found] = planComparisons(set, pilotOn(set, restless), settings).detectable;
  return found?.difference ?? Number.NaN;
};

test("more queries make less detectable, a more restless learner needs more", () => {
  const [few, many] = [detectableOn(40, 0.3), detectableOn(640, 0.3)];
  assert.ok(many < few / 2.5, `${many}, ${few}`);
  assert.ok(detectableOn(160, 0.6) > detectableOn(160, 0.1));
});

test("a pilot that never differs tells nothing", () => {
  const set = madeSet(20);
  const still = sameForEverySeed("majority", fiveSeeds, { predicted: set.judgements.map(() => 0) });
  const plan = planComparisons(set, { of: still, against: still }, settings);
  assert.deepEqual(plan.detectable, [{ metric: "macroF1", standardError: null, difference: null }]);
});

test("each metric and slice is planned once, and draws rise with the tests", () => {
  const set = madeSet(20);
  const plan = planComparisons(set, pilotOn(set, 0.3), {
    ...settings,
    others: [
      { ...settings.endpoint, against: "plain" },
      { ...settings.endpoint, slice: "broad" },
      ...Array.from({ length: 8 }, () => ({ ...settings.endpoint, metric: "microF1" }) as const),
    ],
  });
  assert.deepEqual(
    plan.detectable.map(({ metric, slice }) => [metric, slice]),
    [
      ["macroF1", undefined],
      ["macroF1", "broad"],
      ["microF1", undefined],
    ],
  );
  assert.equal(plan.draws, 800);
});
