import assert from "node:assert/strict";
import { test } from "node:test";
import { cramersV } from "./association.ts";

/** Items of a table of counts: rows and columns of each. */
function itemsOf(table: readonly (readonly number[])[]) {
  const [rows, columns]: [number[], number[]] = [[], []];
  for (const [row, counts] of table.entries()) {
    for (const [column, count] of counts.entries()) {
      for (let item = 0; item < count; item++) {
        rows.push(row);
        columns.push(column);
      }
    }
  }
  return [rows, columns] as const;
}

test("the figure is SciPy's", () => {
  // scipy.stats.contingency.association([[10, 20, 30], [25, 15, 5]], method="cramer")
  const table = [
    [10, 20, 30],
    [25, 15, 5],
  ];
  assert.ok(Math.abs(cramersV(...itemsOf(table)) - 0.4714045207910317) < 1e-12);
});

test("1 where one follows from the other, 0 where neither says anything of the other", () => {
  const follows = [
    [5, 0, 0],
    [0, 7, 9],
  ];
  assert.ok(Math.abs(cramersV(...itemsOf(follows)) - 1) < 1e-12);
  const independent = [
    [2, 4, 6],
    [1, 2, 3],
  ];
  assert.ok(cramersV(...itemsOf(independent)) < 1e-7);
  assert.equal(cramersV([0, 0, 0], [0, 1, 2]), 0);
});

test("lists of different lengths are an error", () => {
  assert.throws(() => cramersV([0, 1], [0]), RangeError);
});
