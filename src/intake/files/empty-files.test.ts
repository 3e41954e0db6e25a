import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "../import-for-tests.ts";
import { readEvents } from "../read-events.ts";
import { readProducts } from "../read-products.ts";

const folder = testFolder();
const day = (name: string, content: string) => folder.write(name, content);
const log = "session,time,sku\ns,2024-01-01,a\n";

test("an empty file among others is told, and the files behind it are read", async () => {
  const paths = [day("1.csv", log), day("2.csv", ""), day("3.csv", log.replace("s,2", "t,2"))];
  const { rows, notices, error } = await readAll(readEvents, paths);
  assert.equal(error, null);
  assert.equal(rows.length, 2);
  assert.deepEqual(
    notices.filter(({ code }) => code === "FILE_SKIPPED").map(({ message }) => message),
    ["2.csv is empty: nothing was read from it."],
  );
  const products = [day("p1.csv", ""), day("p2.csv", "sku,title\na,Tent\n")];
  const catalogue = await readAll(readProducts, products);
  assert.equal(catalogue.error, null);
  assert.equal(catalogue.rows.length, 1);
  assert.equal(catalogue.notices.filter(({ code }) => code === "FILE_SKIPPED").length, 1);
});

test("UBI goes on behind an empty file too", async () => {
  const search = { user_query: "tea", query_id: "q", timestamp: "2024-01-01T10:00:00Z" };
  const paths = [day("u1.ndjson", ""), day("u2.ndjson", JSON.stringify(search))];
  const { rows, error } = await readAll(readEvents, paths, { format: "ubi" });
  assert.equal(error, null);
  assert.equal(rows.length, 1);
});

test("where all are empty it is an error", async () => {
  for (const paths of [[day("4.csv", "")], [day("4.csv", ""), day("5.jsonl", "\n")]]) {
    const { error } = await readAll(readEvents, paths);
    assert.equal(error?.code, "FILE_EMPTY");
  }
});
