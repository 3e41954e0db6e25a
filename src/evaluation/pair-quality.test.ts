import assert from "node:assert/strict";
import { test } from "node:test";
import { needOf, productOf, truthOf } from "./evaluation-for-tests.ts";
import { headFacts } from "./head-facts.ts";
import { type JudgedPair, pairQuality } from "./pair-quality.ts";

const facts = headFacts({
  needs: [
    needOf("camping", ["tent", "lamp"], ["camping"]),
    needOf("reading", ["lamp", "book"], []),
    needOf("unsaid", ["kite", "rope"], ["kite"]),
  ],
  truth: truthOf({
    camping: [["used_for_eve", ["x", "y"]]],
    reading: [["used_to", ["x", "y"]]],
  }),
  products: [
    productOf("tent", "tent"),
    productOf("lamp", "lamp"),
    productOf("book", "book"),
    productOf("kite", "kite"),
  ],
  queries: [
    { id: "q1", text: "camping" },
    { id: "q2", text: "kite" },
  ],
});

const pair = (headA: string, headB: string): JudgedPair => ({ headA, headB });
const all = [
  pair("tent", "lamp"),
  pair("lamp", "book"),
  pair("tent", "book"),
  pair("q1", "tent"),
  pair("q2", "kite"),
];

test("precision is of the kept pairs, recall of all that share a need", () => {
  assert.deepEqual(pairQuality(all.slice(0, 3), all, facts), {
    pairs: 3,
    sharing: 2,
    precision: 2 / 3,
    recall: 2 / 4,
    needs: 2,
  });
});

test("a need of which nothing is said counts for precision, and is no need to come to", () => {
  assert.deepEqual(pairQuality([pair("q2", "kite"), pair("q1", "tent")], all, facts), {
    pairs: 2,
    sharing: 2,
    precision: 1,
    recall: 2 / 4,
    needs: 1,
  });
});

test("where nothing is kept there is no precision, and where nothing shares no recall", () => {
  assert.deepEqual(pairQuality([], all.slice(2, 3), facts), {
    pairs: 0,
    sharing: 0,
    precision: null,
    recall: null,
    needs: 0,
  });
});
