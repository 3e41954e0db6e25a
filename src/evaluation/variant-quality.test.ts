import assert from "node:assert/strict";
import { test } from "node:test";
import { variantQuality } from "./variant-quality.ts";

const needs: Readonly<Record<string, string>> = {
  tent: "camp",
  tnet: "camp",
  lamp: "read",
  tamp: "-",
};
const areSame = (a: string, b: string): boolean => needs[a] === needs[b];

test("joined pairs are right where both are the same", () => {
  const pairs = [
    { query: "tnet", head: "tent" },
    { query: "tamp", head: "lamp" },
  ];
  const { joined, precision } = variantQuality(pairs, areSame, 1);
  assert.deepEqual([joined, precision?.mean], [2, 0.5]);
  assert.equal(variantQuality([], areSame, 1).precision, null);
});
