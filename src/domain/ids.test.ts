import assert from "node:assert/strict";
import { test } from "node:test";
import { callId, claimId, edgeId, pairId, productId } from "./ids.ts";

test("a product id can be read; a second epoch is told apart", () => {
  assert.equal(productId("default", "B07", 1), "default/B07");
  assert.equal(productId("default", "B07", 2), "default/B07@2");
});

test("ids say what they name, and equal parts give equal ids", () => {
  assert.match(claimId("pair", "p", "usedFor", "camping"), /^claim_[0-9a-f]{20}$/);
  assert.equal(edgeId("a", "b", "c"), edgeId("a", "b", "c"));
});

test("parts can't run into each other", () => {
  assert.notEqual(pairId("coBuy", "ab", "c"), pairId("coBuy", "a", "bc"));
});

test("another draw or parameter is another call", () => {
  const id = callId("m", "p", '{"temperature":0}', 1);
  assert.equal(id, callId("m", "p", '{"temperature":0}', 1));
  assert.notEqual(id, callId("m", "p", '{"temperature":0}', 2));
  assert.notEqual(id, callId("m", "p", '{"temperature":1}', 1));
});
