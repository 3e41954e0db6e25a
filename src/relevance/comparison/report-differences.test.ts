import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { type Comparison, type ComparisonSettings, slicedComparisons } from "./comparison.ts";
import { planComparisons } from "./comparison-plan.ts";
import type { EvaluatedJudgement, EvaluatedSet } from "./evaluated-judgement.ts";
import { madeRow, madeSet, passedControl } from "./relevance-for-tests.ts";
import { relevanceReport } from "./relevance-report.ts";
import type { RelevanceRow } from "./relevance-row.ts";
import { reportDifferences } from "./report-differences.ts";

const set = madeSet(500);
const isBroad = ({ slices }: EvaluatedJudgement): boolean => slices?.includes("broad") === true;
const plain = madeRow(set, "cross", () => 0.6);
const sibling = madeRow(set, "cross+sibling", () => 0.6);
const helped = madeRow(set, "cross+knowledge", (one) => (isBroad(one) ? 0.8 : 0.6));
const rows = [plain, sibling, helped];
const endpoint: Comparison = {
  of: "cross+knowledge",
  against: "cross+sibling",
  metric: "macroF1",
};
const settings = (others: readonly Comparison[] = []): ComparisonSettings => ({
  endpoint,
  others,
  worthwhile: 0.05,
  seed: 3,
  draws: 400,
});
const differencesOf = (
  some: readonly RelevanceRow[],
  others: readonly Comparison[] = [],
  judged: EvaluatedSet = set,
) => {
  const pilot = { of: some[1] ?? sibling, against: some[0] ?? plain };
  const plan = planComparisons(judged, pilot, settings(others));
  return reportDifferences(judged, some, plan, passedControl, []);
};

test("knowledge that helps is a lift, in the slice where it helps and not in the other", () => {
  const [whole, broad, narrow] = differencesOf(rows, slicedComparisons(set, endpoint));
  assert.deepEqual([whole?.verdict, whole?.primary], ["lift", true]);
  assert.deepEqual([broad?.slice, broad?.verdict, broad?.judgements], ["broad", "lift", 1000]);
  assert.equal(narrow?.slice, "narrow");
  assert.notEqual(narrow?.verdict, "lift");
  assert.ok((broad?.mean ?? 0) > (whole?.mean ?? 1) && (narrow?.mean ?? 1) < (whole?.mean ?? 0));
});

test("knowledge that does not help is none, where a lift worth having would be seen", () => {
  const idle = madeRow(set, "cross+knowledge", () => 0.6);
  const [found] = differencesOf([plain, sibling, idle]);
  assert.equal(found?.verdict, "no lift", found?.because);
  assert.ok((found?.detectable ?? 1) < 0.05);
});

test("the same on few queries cannot be told", () => {
  const few = madeSet(15);
  const some = rows.map(({ id }) => madeRow(few, id, () => 0.6));
  assert.equal(differencesOf(some, [], few)[0]?.verdict, "cannot tell");
});

test("with four seeds a lift is not said", () => {
  const four = rows.map(({ id, runs }) => ({ id, runs: runs.slice(1) }));
  assert.equal(differencesOf(four)[0]?.verdict, "too few seeds");
});

test("runs are paired by their seed, whatever their order, and seeds that one row lacks are left out", () => {
  const mixed = { id: helped.id, runs: helped.runs.toReversed() };
  assert.deepEqual(differencesOf([plain, sibling, mixed]), differencesOf(rows));
  const more = madeRow(set, "cross+knowledge", (one) => (isBroad(one) ? 0.8 : 0.6), {
    seeds: [1, 2, 3, 4, 5, 6, 7],
  });
  assert.deepEqual(differencesOf([plain, sibling, more])[0], differencesOf(rows)[0]);
});

test("the other way round everything has the other sign, and the chance stays", () => {
  const [there, back] = differencesOf(rows, [
    { of: endpoint.against, against: endpoint.of, metric: "macroF1" },
  ]);
  const [low = 1, high = 0] = there?.interval ?? [];
  assert.ok(Math.abs((there?.mean ?? 0) + (back?.mean ?? 1)) < 1e-12);
  assert.ok(Math.abs(low + (back?.interval?.[1] ?? 1)) < 1e-12);
  assert.ok(Math.abs(high + (back?.interval?.[0] ?? 1)) < 1e-12);
  assert.equal(there?.p, back?.p);
  assert.equal(back?.verdict, "harm");
});

test("the primary endpoint keeps its chance; the others are adjusted, and draws suffice for it", () => {
  const others = Array.from({ length: 40 }, (): Comparison => ({ ...endpoint, metric: "microF1" }));
  const found = differencesOf(rows, others);
  assert.equal(found[0]?.adjusted, found[0]?.p);
  assert.ok((found[1]?.adjusted ?? 0) > (found[1]?.p ?? 1));
  assert.equal(found[1]?.verdict, "lift", found[1]?.because);
});

test("rows without scores have no nDCG to compare", () => {
  const silent = rows.map(({ id, runs }) => ({
    id,
    runs: runs.map(({ seed, predicted }) => ({ seed, predicted })),
  }));
  const [, ndcg] = differencesOf(silent, [{ ...endpoint, metric: "ndcg" }]);
  assert.deepEqual([ndcg?.mean, ndcg?.p, ndcg?.verdict], [null, 1, "cannot tell"]);
  const [, ranked] = differencesOf(rows, [{ ...endpoint, metric: "ndcgAt10" }]);
  assert.equal(ranked?.verdict, "lift", ranked?.because);
});

test("a plan that names no row says which was meant", () => {
  assert.throws(
    () => differencesOf(rows, [{ ...endpoint, against: "cross+siblings" }]),
    (error) =>
      error instanceof CosmoError &&
      error.code === "RELEVANCE_ROW_UNKNOWN" &&
      /cross\+sibling\?/.test(error.hint),
  );
});

test("rows that are the same but for their seeds give a lift as often as by chance at most", () => {
  const small = madeSet(80);
  let lifts = 0;
  for (let trial = 0; trial < 40; trial++) {
    const some = [`a ${trial}`, `b ${trial}`].map((id) =>
      madeRow(small, id, () => 0.6, { restless: 0.5 }),
    );
    const [of, against] = some.map(({ id }) => id) as [string, string];
    const plan = planComparisons(
      small,
      { of: some[0] as RelevanceRow, against: some[0] as RelevanceRow },
      { ...settings(), endpoint: { of, against, metric: "macroF1" }, draws: 200 },
    );
    if (reportDifferences(small, some, plan, passedControl, [])[0]?.verdict === "lift") lifts += 1;
  }
  assert.ok(lifts <= 2, `${lifts} of 40`);
});

test("the report has what was evaluated, the plan, the control, rows and differences", () => {
  const plan = planComparisons(set, { of: sibling, against: plain }, settings());
  const report = relevanceReport(set, rows, plan, passedControl, []);
  assert.deepEqual([report.judgements, report.queries, report.groups], [2000, 500, 500]);
  assert.deepEqual(
    report.rows.map(({ id }) => id),
    rows.map(({ id }) => id),
  );
  const parsed = JSON.parse(JSON.stringify(report.differences[0]));
  for (const key of ["of", "against", "metric", "mean", "interval", "null", "p", "adjusted"]) {
    assert.ok(key in parsed, key);
  }
  assert.equal(parsed.verdict, "lift");
});
