import assert from "node:assert/strict";
import { test } from "node:test";
import { formatOfName, jsonLinesCommand, nameFits, requireFormat } from "./format.ts";

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

test("a spreadsheet or an archive is told by its name at once", () => {
  for (const name of ["shop.xlsx", "logs.zip", "logs.tar.gz"]) {
    assert.throws(() => requireFormat(name), { code: "FILE_NOT_TEXT", exitCode: 2 }, name);
  }
});

test("a .json file that is named is read; one in a folder may be anything", () => {
  assert.equal(requireFormat("orders.json.gz"), "jsonl");
  assert.ok(!nameFits("package.json", null, "events"));
  assert.ok(nameFits("orders.json", "jsonl", "events"));
});

test("the command that makes lines of a list names file and list as a shell reads them", () => {
  assert.match(
    jsonLinesCommand("/logs/my shop.json.gz", "orders"),
    /^gzip -dc '\/logs\/my shop\.json\.gz' \| jq -c '\.\["orders"\]\[\]' > 'my shop-orders\.jsonl' /,
  );
});
