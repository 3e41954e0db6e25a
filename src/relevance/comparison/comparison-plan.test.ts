import assert from "node:assert/strict";
import { test } from "node:test";
import { comparedRows } from "./compared-rows.ts";
import { planComparisons } from "./comparison-plan.ts";
import { fiveSeeds, madeRow, madeSet } from "./relevance-for-tests.ts";
import { sameForEverySeed } from "./relevance-row.ts";
import { rowDrawer } from "./row-draws.ts";

const settings = {
  endpoint: { of: "true", against: "sibling", metric: "macroF1" },
  others: [],
  worthwhile: 0.01,
  seed: 5,
  draws: 400,
} as const;

const detectableOn = (queries: number, restless: number): number => {
  const set = madeSet(queries);
  const pilot = madeRow(set, "sibling", () => 0.6, { restless });
  const [found] = planComparisons(set, { of: pilot, against: pilot }, settings).detectable;
  return found?.difference ?? Number.NaN;
};

test("more queries make less detectable, a more restless learner needs more", () => {
  const [few, many] = [detectableOn(40, 0.3), detectableOn(640, 0.3)];
  assert.ok(many < few / 2.5, `${many}, ${few}`);
  assert.ok(detectableOn(160, 0.6) > detectableOn(160, 0.1));
});

test("a row against itself under other seeds has the error of two rows that are alike", () => {
  const set = madeSet(200);
  const [one, other] = ["sibling", "other"].map((id) =>
    madeRow(set, id, () => 0.6, { restless: 0.4 }),
  );
  assert.ok(one !== undefined && other !== undefined);
  const [found] = planComparisons(set, { of: one, against: one }, settings).detectable;
  const drawsOf = rowDrawer(set, settings);
  const { standardError } = comparedRows(drawsOf, one, other, "macroF1");
  const ratio = (found?.standardError ?? 0) / standardError;
  assert.ok(ratio > 0.6 && ratio < 1.6, String(ratio));
});

test("a pilot that never differs tells nothing", () => {
  const set = madeSet(20);
  const still = sameForEverySeed("majority", fiveSeeds, { predicted: set.judgements.map(() => 0) });
  const plan = planComparisons(set, { of: still, against: still }, settings);
  assert.deepEqual(plan.detectable, [{ metric: "macroF1", standardError: null, difference: null }]);
});

test("each metric and slice is planned once, and draws rise with the tests", () => {
  const set = madeSet(20);
  const pilot = madeRow(set, "sibling", () => 0.6);
  const plan = planComparisons(
    set,
    { of: pilot, against: pilot },
    {
      ...settings,
      others: [
        { ...settings.endpoint, against: "plain" },
        { ...settings.endpoint, slice: "broad" },
        ...Array.from({ length: 8 }, () => ({ ...settings.endpoint, metric: "microF1" }) as const),
      ],
    },
  );
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
