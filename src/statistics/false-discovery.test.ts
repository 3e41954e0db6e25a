import assert from "node:assert/strict";
import { test } from "node:test";
import { discoveries } from "./false-discovery.ts";

const logs = (...chances: number[]) => chances.map(Math.log);

test("the example of Benjamini and Hochberg: of fifteen tests four hold at 5 %", () => {
  const chances = [
    ...[0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459],
    ...[0.324, 0.4262, 0.5719, 0.6528, 0.759, 1],
  ];
  assert.equal(discoveries(logs(...chances), 15, 0.05), 4);
});

test("the more was tested, the less holds", () => {
  assert.equal(discoveries(logs(0.0001, 0.0004), 2, 0.001), 2);
  assert.equal(discoveries(logs(0.0001, 0.0004), 5, 0.001), 2);
  assert.equal(discoveries(logs(0.0001, 0.0004), 10, 0.001), 1);
  assert.equal(discoveries(logs(0.0001, 0.0004), 1000, 0.001), 0);
  assert.equal(discoveries([], 1000, 0.001), 0);
});
