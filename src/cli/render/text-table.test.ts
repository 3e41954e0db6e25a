import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatNumber, textTable } from "./text-table.ts";

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

test("numbers are grouped by thousands and cut after three places", () => {
  assert.equal(formatNumber(1_234_567), "1,234,567");
  assert.equal(formatNumber(0.123_49), "0.123");
});
