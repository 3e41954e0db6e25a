import assert from "node:assert/strict";
import { test } from "node:test";
import { drawnDifference, drawnError } from "./drawn-figure.ts";
import { type GroupTallies, hierarchicalDraws, statisticsByRun } from "./hierarchical-bootstrap.ts";
import { seededRandom } from "./random.ts";

/** Groups of a value and a count, the value with a part of its own run and a part of its own group. */
function tallies(groups: number, runs: number, runSpread: number, groupSpread: number) {
  const random = seededRandom(3, groups, runs);
  const ofGroup = Array.from({ length: groups }, () => groupSpread * (random.next() - 0.5));
  return {
    width: 2,
    runs: Array.from({ length: runs }, () => {
      const ofRun = runSpread * (random.next() - 0.5);
      return Float64Array.from(ofGroup.flatMap((own) => [own + ofRun, 1]));
    }),
  } satisfies GroupTallies;
}

const mean = (sums: Float64Array): readonly number[] => [(sums[0] ?? 0) / (sums[1] ?? 0)];
const errorOf = (some: GroupTallies): number =>
  drawnError(hierarchicalDraws(some, mean, { seed: 5, draws: 2000 })[0] ?? new Float64Array());
const deviation = (values: readonly number[]): number => {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
};

test("its error is that of the groups where runs agree, and that of the runs where groups agree", () => {
  const byGroup = tallies(200, 5, 0, 1);
  const values = [...(byGroup.runs[0] ?? [])].filter((_value, place) => place % 2 === 0);
  const wanted = deviation(values) / Math.sqrt(200);
  assert.ok(Math.abs(errorOf(byGroup) / wanted - 1) < 0.06, `${errorOf(byGroup)}, ${wanted}`);
  const byRun = tallies(200, 8, 1, 0);
  const means = statisticsByRun(byRun, mean).map(([value]) => value ?? 0);
  const wantedByRun = deviation(means) / Math.sqrt(8);
  assert.ok(Math.abs(errorOf(byRun) / wantedByRun - 1) < 0.06, `${errorOf(byRun)}, ${wantedByRun}`);
});

test("both spreads add up", () => {
  const both = errorOf(tallies(100, 6, 1, 3));
  const apart = Math.hypot(errorOf(tallies(100, 6, 1, 0)), errorOf(tallies(100, 6, 0, 3)));
  assert.ok(Math.abs(both / apart - 1) < 0.25, `${both}, ${apart}`);
});

test("two that differ by a constant differ by it at every draw: they see the same groups and runs", () => {
  const one = tallies(30, 5, 1, 1);
  const other = {
    width: 2,
    runs: one.runs.map((run) => run.map((value, place) => value + (place % 2 === 0 ? 0.25 : 0))),
  };
  const options = { seed: 9, draws: 200 };
  const [of] = hierarchicalDraws(other, mean, options);
  const [against] = hierarchicalDraws(one, mean, options);
  assert.ok(of !== undefined && against !== undefined);
  for (const value of drawnDifference(of, against)) assert.ok(Math.abs(value - 0.25) < 1e-12);
  assert.notDeepEqual(hierarchicalDraws(one, mean, { ...options, seed: 10 })[0], against);
});

test("no groups, no draws and runs of different lengths are errors", () => {
  const none = { width: 2, runs: [] };
  assert.throws(() => hierarchicalDraws(none, mean, { seed: 1, draws: 10 }), RangeError);
  const some = tallies(3, 2, 1, 1);
  assert.throws(() => hierarchicalDraws(some, mean, { seed: 1, draws: 0 }), RangeError);
  const uneven = { width: 2, runs: [new Float64Array(4), new Float64Array(6)] };
  assert.throws(() => statisticsByRun(uneven, mean), RangeError);
});
