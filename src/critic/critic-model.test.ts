import assert from "node:assert/strict";
import { test } from "node:test";
import { type Columns, columnCount, rowOf } from "./critic-model.ts";

const columns: Columns = {
  dimensions: 2,
  features: ["one", "other"],
  relations: ["isA", "usedFor", "xWant"],
};

const encoded = {
  tail: Float32Array.of(2, -1),
  first: Float32Array.of(0.5, 4),
  second: Float32Array.of(3, 0.25),
  features: Float64Array.of(7, Number.NaN),
};

test("a row is the features, the relation's 1, the tail, and the tail times each end", () => {
  const row = rowOf(encoded, "usedFor", columns);
  assert.equal(row.length, columnCount(columns));
  assert.deepEqual([...row], [7, Number.NaN, 0, 1, 0, 2, -1, 1, -4, 6, -0.25]);
});

test("a relation that was not seen in training has no column", () => {
  const [, , ...rest] = rowOf(encoded, "capableOf", columns);
  assert.deepEqual(rest.slice(0, 3), [0, 0, 0]);
  assert.deepEqual(rest.slice(3, 5), [2, -1]);
});
