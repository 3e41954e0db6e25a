import assert from "node:assert/strict";
import { test } from "node:test";
import { placeAmong } from "./cut-place.ts";

const bins = [
  { least: null, below: 0.001 },
  { least: 0.001, below: 0.01 },
  { least: 0.01, below: null },
];

test("a value on an edge lies on it, others within their bin by their logarithm", () => {
  assert.equal(placeAmong(bins, 0.001), 1);
  assert.equal(placeAmong(bins, 0.01), 2);
  assert.ok(Math.abs(placeAmong(bins, 0.00316227766) - 1.5) < 1e-6);
  const around = [
    { least: -1, below: 0 },
    { least: 0, below: 1 },
  ];
  assert.equal(placeAmong(around, -0.25), 0.75);
  assert.equal(placeAmong(around, 0.5), 1.5);
});

test("in a bin that is open to one side a value lies in the middle", () => {
  assert.equal(placeAmong(bins, 0), 0.5);
  assert.equal(placeAmong(bins, 5), 2.5);
});
