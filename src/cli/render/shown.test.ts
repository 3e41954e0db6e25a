import assert from "node:assert/strict";
import { test } from "node:test";
import { renderShown } from "./shown.ts";

const edge = "edge_0123456789abcdef0123";
const title = "A very long title of a product that goes on and on and on, 24 pieces, red and green";

test("a list is a table of one line for each row, with ids whole and no column twice", () => {
  const text = renderShown(
    {
      kind: "query",
      id: "q",
      facts: {},
      sections: [
        {
          title: "Knowledge",
          total: 12,
          rows: [
            { support: 3, sentence: "It is a tent.", relation: "isA", intent: "a tent", edge },
          ],
        },
        { title: "Pairs", total: 1, rows: [{ with: title, count: 2, edge, parent: null }] },
      ],
    },
    60,
  );
  assert.match(text, /\nKnowledge \(1 of 12\)\n {2}support {2}sentence +edge\n/);
  assert.match(text, new RegExp(`\n {8}3 {2}It is a tent\\. +${edge}\n`));
  assert.match(text, new RegExp(`\n {2}A very long .*… +2 {2}${edge}$`));
  assert(text.split("\n").every(({ length }) => length <= 60));
});

test("facts leave out what is empty and round what was measured", () => {
  const facts = { a: null, b: "", c: [], d: {}, e: 0.123_456_789, f: 1_234_567, g: { h: 2 / 3 } };
  const text = renderShown({ kind: "pair", id: "p", facts, sections: [] }, 100);
  assert.equal(text, 'pair p\n  e: 0.1235\n  f: 1234567\n  g: {"h":0.6667}');
});

test("a row with an answer of several lines is a block", () => {
  const rows = [{ call: "c", rawAnswer: "one\ntwo", costUsd: null }];
  const sections = [{ title: "Answers", total: 1, rows }];
  const text = renderShown({ kind: "call", id: "c", facts: {}, sections }, 100);
  assert.match(text, /\n {2}- call: c\n {4}rawAnswer: one\n {8}two$/);
});
