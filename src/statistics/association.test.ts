import assert from "node:assert/strict";
import { test } from "node:test";
import { cramersV } from "./association.ts";

const near = (found: number, wanted: number): void =>
  assert.ok(Math.abs(found - wanted) < 1e-7, `${found}, not ${wanted}`);

test("the figure is SciPy's, and empty rows and columns change nothing", () => {
  // scipy.stats.contingency.association([[10, 20, 30], [25, 15, 5]], method="cramer")
  const wanted = 0.4714045207910317;
  const table = [
    [10, 20, 30],
    [25, 15, 5],
  ];
  near(cramersV(table), wanted);
  near(cramersV([[0, 0, 0, 0], ...table.map((row) => [...row, 0])]), wanted);
});

test("1 where one follows from the other, 0 where neither says anything of the other", () => {
  const follows = [
    [5, 0, 0],
    [0, 7, 9],
  ];
  near(cramersV(follows), 1);
  const independent = [
    [2, 4, 6],
    [1, 2, 3],
  ];
  near(cramersV(independent), 0);
  assert.equal(cramersV([[3, 4]]), 0);
  assert.equal(cramersV([]), 0);
});
