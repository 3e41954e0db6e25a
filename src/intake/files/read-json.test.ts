import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readJsonl } from "./read-jsonl.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-jsonl-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const path = join(folder, "t.jsonl");

async function open(content: string) {
  writeFileSync(path, content);
  return readJsonl({ path, name: "t.jsonl" }, signal);
}

test("columns within columns are named by their path; a name with a point in it comes first", async () => {
  const { columns, cell, batches } = await open(
    '{"sku":"1","item":{"title":"cup"},"code":1,"message":"m"}\n\n{"item.title":"mug"}\n',
  );
  assert.deepEqual(columns, ["sku", "item", "item.title", "code", "message"]);
  const seen: unknown[] = [];
  for await (const batch of batches) {
    for (const record of batch) {
      if ("value" in record) seen.push([record.line, cell("item.title")(record.value)]);
    }
  }
  assert.deepEqual(seen, [
    [1, "cup"],
    [3, "mug"],
  ]);
});

test("a cut line and a line that is no object are told, without repeating the line", async () => {
  const { batches } = await open('{"a":1}\n{"query":"my secret ill\n[1]\n{"a":2}\n');
  const problems: unknown[] = [];
  for await (const batch of batches) {
    for (const record of batch) {
      if ("problem" in record) {
        problems.push([record.line, record.problem.code]);
        assert.doesNotMatch(record.problem.message, /secret/);
      }
    }
  }
  assert.deepEqual(problems, [
    [2, "JSON_BROKEN"],
    [3, "JSON_NOT_OBJECT"],
  ]);
});

test("an empty file is an error", async () => {
  await assert.rejects(open("\n"), { code: "FILE_EMPTY" });
});

test("a column that only later records have joins the columns with its batch", async () => {
  const lines = Array.from(
    { length: 20_000 },
    (_, index) => `{"sku":"${index}","text":"${index}"}`,
  );
  const { columns, batches } = await open(`${lines.join("\n")}\n{"sku":"x","late":1}`);
  assert.deepEqual(columns, ["sku", "text"]);
  for await (const batch of batches) {
    const hasLate = batch.some(
      (record) => "value" in record && Object.hasOwn(Object(record.value), "late"),
    );
    assert.equal(columns.includes("late"), hasLate);
  }
  assert.ok(columns.includes("late"));
});

test("one JSON array is told as such, on one line or on many, and a line that is one is not", async () => {
  for (const content of ['[{"sku":"1"}]', '\ufeff[\n  {"sku":"1"},\n  {"sku":"2"}\n]\n', "[\n\n"]) {
    await assert.rejects(open(content), { code: "JSON_ARRAY", exitCode: 2, hint: /jq -c/ });
  }
  const { columns } = await open('[1]\n{"sku":"1"}\n');
  assert.deepEqual(columns, ["sku"]);
});
