import assert from "node:assert/strict";
import { test } from "node:test";
import { likelyFormat } from "./likely-format.ts";

const formatOf = (name: string, ...columns: readonly string[]) =>
  likelyFormat({ name, columns })?.format ?? null;

test("BundleRec is told by the file's name", () => {
  assert.equal(formatOf("food_session_item.csv", "session ID"), "bundlerec");
  assert.equal(formatOf("data/food_item_titles.csv.gz", "item ID"), "bundlerec");
  assert.equal(formatOf("food_bundle_item.csv", "bundle ID"), "bundlerec");
  assert.equal(formatOf("items.csv", "item ID"), null);
});

test("UBI is told by the keys of its events, its queries or its bulk lines", () => {
  assert.equal(formatOf("a.ndjson", "index", "index._id"), "ubi");
  assert.equal(formatOf("a.ndjson", "index", "index._index", "user_query"), "ubi");
  assert.equal(formatOf("a.ndjson", "action_name", "query_id", "event_attributes"), "ubi");
  assert.equal(formatOf("a.ndjson", "query_id", "user_query"), "ubi");
  assert.equal(formatOf("a.jsonl", "query_id", "query", "time"), null);
});

test("Google Analytics is told by the keys of its events", () => {
  assert.equal(formatOf("a.parquet", "event_timestamp", "event_name", "event_params"), "ga4");
  assert.equal(formatOf("a.csv", "event_name", "event_timestamp", "item_id"), null);
});
