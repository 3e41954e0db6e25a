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
  assert.equal(formatOfName("dump.constructor"), null);
});

test("of RecBole's files each table takes its own", () => {
  assert.equal(formatOfName("ml.inter.gz"), "recbole");
  assert.ok(nameFits("ml.inter", null, "events"));
  assert.ok(!nameFits("ml.inter", null, "products"));
  assert.ok(nameFits("ml.item", "recbole", "products"));
  assert.ok(!nameFits("ml.item", "csv", "products"));
  assert.ok(!nameFits("ml.user", "recbole", "products"));
});

test("in a folder, a layout takes the files of the format that it is written in", () => {
  assert.ok(nameFits("food_item_titles.csv.gz", "bundlerec", "products"));
  assert.ok(nameFits("events.ndjson", "ubi", "events"));
  assert.ok(!nameFits("events.csv", "ubi", "events"));
  assert.ok(!nameFits("README.md", null, "events"));
});

test("an unknown name asks for --format", () => {
  assert.throws(() => requireFormat("dump.txt"), { code: "FORMAT_UNKNOWN", exitCode: 2 });
});
