import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { connectedHeads } from "./connected-heads.ts";

const pair = (subject: string, head: string) => ({ subject, head });

test("heads are one group over any number of pairs, and others are alone", () => {
  const groupOf = connectedHeads([pair("c", "d"), pair("a", "b"), pair("d", "b")]);
  assert.deepEqual(["a", "b", "c", "d", "e"].map(groupOf), ["a", "a", "a", "a", "e"]);
});

test("the order of the pairs does not matter, and both heads of a pair are in one group", () => {
  const head = fc.integer({ min: 0, max: 30 }).map((n) => `h${String(n).padStart(2, "0")}`);
  fc.assert(
    fc.property(fc.array(fc.tuple(head, head)), (list) => {
      const pairs = list.map(([a, b]) => pair(a, b));
      const [groupOf, turned] = [connectedHeads(pairs), connectedHeads(pairs.toReversed())];
      for (const { subject, head: other } of pairs) {
        assert.equal(groupOf(subject), groupOf(other));
        assert.equal(turned(subject), groupOf(subject));
        assert.ok(groupOf(subject) <= subject);
      }
    }),
  );
});
