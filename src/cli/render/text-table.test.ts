import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { textTable, wrapped } from "./text-table.ts";

test("words are set flush left, columns of numbers flush right, an empty cell among them too", () => {
  const table = textTable(
    ["stage", "in", "out"],
    [
      ["mine", 109_482, 9],
      ["generate", 480, ""],
    ],
  );
  assert.equal(
    table,
    [
      "stage          in  out",
      "────────  ───────  ───",
      "mine      109,482    9",
      "generate      480",
    ].join("\n"),
  );
});

test("a column of numbers and words is words", () => {
  assert.equal(textTable(["n"], [[5], ["five"]]).split("\n")[2], "5");
});

test("every line has as many columns as the head, at the same places", () => {
  const cell = fc.oneof(fc.integer(), fc.stringMatching(/^[a-z]{1,9}$/));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell, cell)), (rows) => {
      const [head = "", rule = "", ...lines] = textTable(["a", "bb", "ccc"], rows).split("\n");
      assert.equal(lines.length, rows.length);
      const gaps = [...rule.matchAll(/ {2}/g)].map(({ index }) => index);
      assert.equal(gaps.length, 2);
      for (const line of [head, ...lines]) {
        for (const gap of gaps) assert.equal(line.slice(gap, gap + 2), "  ");
      }
    }),
  );
});

test("a table keeps within its width: the widest words are wrapped, or cut to one line", () => {
  const rows = [["mine", "clickRate 40, personalData 21", 1]];
  const head = ["stage", "dropped", "out"];
  assert.equal(
    textTable(head, rows, { width: 30 }),
    [
      "stage  dropped             out",
      "─────  ──────────────────  ───",
      "mine   clickRate 40,         1",
      "       personalData 21",
    ].join("\n"),
  );
  const cut = textTable(head, rows, { width: 30, overflow: "cut" }).split("\n");
  assert.equal(cut[2], "mine   clickRate 40, per…    1");
  const kept = textTable(head, rows, { width: 30, whole: ["dropped"] }).split("\n");
  assert.match(kept[2] ?? "", /personalData 21/);
});

test("a line without room is an error, not an endless search", () => {
  assert.deepEqual(wrapped("", 0), [""]);
  assert.throws(() => wrapped("tent", 0), RangeError);
});

test("no line is longer than the width, and no word is lost by wrapping", () => {
  fc.assert(
    fc.property(fc.lorem({ maxCount: 20 }), fc.integer({ min: 12, max: 60 }), (text, width) => {
      const lines = wrapped(text, width);
      assert(lines.every(({ length }) => length <= width));
      assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
      const table = textTable(["a", "b"], [[text, 5]], { width: width + 4 });
      assert(table.split("\n").every((line) => line.length <= width + 4));
    }),
  );
});

test("a word that is too long is broken at its joints", () => {
  assert.deepEqual(wrapped("bi-encoder/fixed+knowledge", 20), ["bi-encoder/fixed", "+knowledge"]);
  assert.deepEqual(wrapped("data/models/relevance", 14), ["data/models/", "relevance"]);
  assert.deepEqual(wrapped("abcdef", 4), ["abcd", "ef"]);
});
