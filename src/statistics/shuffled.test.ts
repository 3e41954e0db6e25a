import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { seededRandom } from "./random.ts";
import { shuffled } from "./shuffled.ts";

test("all items come out once, the same order for the same seed, and the input stays", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 0, max: 1000 }), (items, seed) => {
      const before = [...items];
      const order = shuffled(items, seededRandom(seed));
      assert.deepEqual(items, before);
      assert.deepEqual(
        order.toSorted((a, b) => a - b),
        items.toSorted((a, b) => a - b),
      );
      assert.deepEqual(shuffled(items, seededRandom(seed)), order);
    }),
  );
});

test("each order of three is as likely as any", () => {
  const random = seededRandom(4);
  const counts = new Map<string, number>();
  for (let draw = 0; draw < 6000; draw++) {
    const order = shuffled(["a", "b", "c"], random).join("");
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  assert.equal(counts.size, 6);
  // Four standard deviations of 1000.
  for (const [order, count] of counts)
    assert.ok(Math.abs(count - 1000) < 116, `${order}: ${count}`);
});
