import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { edgeId } from "../domain/ids.ts";
import { digestOf, idKey, numberKey, wordKey, wordOfKey } from "./index-keys.ts";

test("keys of numbers are in the order of the numbers", () => {
  const number = fc.integer({ min: 0, max: 0xffffffff });
  fc.assert(
    fc.property(number, number, (a, b) => {
      assert.equal(Math.sign(Buffer.compare(numberKey(a), numberKey(b))), Math.sign(a - b));
    }),
  );
});

test("the keys of one word stand together, before those of longer words", () => {
  const keys = [wordKey("tent", 0), wordKey("tent", 1), wordKey("tents", 0), wordKey("tenth", 9)];
  assert.deepEqual(keys.toSorted(Buffer.compare).map(wordOfKey), [
    "tent",
    "tent",
    "tenth",
    "tents",
  ]);
});

test("an id of any length has a key that LMDB takes, and ids have different ones", () => {
  const long = "a".repeat(5000);
  assert.equal(idKey(long).length, 33);
  assert.notDeepEqual(idKey(long), idKey(`${long}b`));
  assert.equal(idKey("site/sku").toString(), "site/sku");
});

test("an id gives its ten bytes back, and what is no such id is refused", () => {
  const id = edgeId("site/sku", "usedFor", "node_1");
  assert.equal(`edge_${digestOf(id).toString("hex")}`, id);
  assert.throws(() => digestOf("edge_1"), /no id with 20 digits/);
});
