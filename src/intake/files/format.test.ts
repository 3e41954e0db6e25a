import assert from "node:assert/strict";
import { test } from "node:test";
import { formatOfName, nameFits, requireFormat } from "./format.ts";

test("the name tells the format, compressed or not", () => {
  assert.equal(formatOfName("sales.csv"), "csv");
  assert.equal(formatOfName("Sales.2024.CSV.GZ"), "csv");
  assert.equal(formatOfName("events.ndjson.zst"), "jsonl");
  assert.equal(formatOfName("part-0.parquet"), "parquet");
  assert.equal(formatOfName("notes.txt"), null);
  assert.equal(formatOfName("csv"), null);
});

test("in a folder, a layout takes the files of the format that it is written in", () => {
  assert.ok(nameFits("food_item_titles.csv.gz", "bundlerec"));
  assert.ok(nameFits("events.ndjson", "ubi"));
  assert.ok(!nameFits("events.csv", "ubi"));
  assert.ok(!nameFits("README.md", null));
});

test("an unknown name asks for --format", () => {
  assert.throws(() => requireFormat("dump.txt"), { code: "FORMAT_UNKNOWN", exitCode: 2 });
});
