import assert from "node:assert/strict";
import { test } from "node:test";
import { globText, oneLine, sparkText } from "./spark-text.ts";

test("a text is plain ASCII, and nothing in it ends the literal or the statement", () => {
  assert.equal(sparkText("/data/shop 1"), "'/data/shop 1'");
  assert.equal(
    sparkText("O'Neil;\\ü\n🏕"),
    String.raw`'O\u0027Neil\u003b\u005c\u00fc\u000a\ud83c\udfd5'`,
  );
});

test("a path is itself alone to a glob", () => {
  assert.equal(globText("/a{1,2}/[b]*?\\c"), String.raw`/a\{1\,2\}/\[b\]\*\?\\c`);
});

test("a statement is one line without its comments", () => {
  const statement =
    "-- What it's for; and why.\nSELECT\n  a,\n  -- the second\n  '  b' AS b\nFROM t\n";
  assert.equal(oneLine(statement), "SELECT a, '  b' AS b FROM t");
  assert.equal(oneLine("SELECT '1–2'"), String.raw`SELECT '1\u20132'`);
});
