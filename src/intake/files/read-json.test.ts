import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { readJson } from "./read-json.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-jsonl-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const path = join(folder, "t.jsonl");

async function open(content: string) {
  writeFileSync(path, content);
  return readJson({ path, name: "t.jsonl" }, signal);
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

async function recordsOf(content: string, name = "t.json") {
  writeFileSync(path, content);
  const { batches, wrappedIn } = await readJson({ path, name }, signal);
  const seen: unknown[] = [];
  const read = async (): Promise<void> => {
    for await (const batch of batches) {
      for (const record of batch) {
        seen.push([record.line, "value" in record ? record.value : record.problem.code]);
      }
    }
  };
  const error = await read().catch((thrown: unknown) => thrown);
  return { seen, wrappedIn, error };
}
const two = [
  [1, { sku: "1" }],
  [2, { sku: "2" }],
];

test("the objects of one array are its records, whatever its lines, and what else lies between them is told", async () => {
  assert.deepEqual((await recordsOf('[{"sku":"1"},{"sku":"2"}]', "t.jsonl")).seen, two);
  assert.deepEqual((await recordsOf('\ufeff[{"sku":"1"},\n{"sku":"2"}\n]\n')).seen, two);
  const odd =
    '[\n  {"sku": "]}\\"[", "in": [{"a": {}}]},\n  5, [{"sku": "x"}],\n\n "a,b",\n  {"b": }]';
  assert.deepEqual((await recordsOf(odd)).seen, [
    [2, { sku: ']}"[', in: [{ a: {} }] }],
    [3, "JSON_NOT_OBJECT"],
    [3, "JSON_NOT_OBJECT"],
    [5, "JSON_NOT_OBJECT"],
    [6, "JSON_BROKEN"],
  ]);
  const { columns } = await open('[1]\n{"sku":"1"}\n');
  assert.deepEqual(columns, ["sku"]);
  await assert.rejects(recordsOf("[]"), { code: "FILE_EMPTY" });
});

test("an object that says nothing beside a list is a page of records; one that does is a record", async () => {
  const page = { next: null, total: 2, items: [{ sku: "1" }, { sku: "2" }], meta: { time: 1 } };
  const onOneLine = await recordsOf(JSON.stringify(page));
  assert.deepEqual([onOneLine.seen, onOneLine.wrappedIn], [two, "items"]);
  const indented = await recordsOf(JSON.stringify(page, null, 1), "t.jsonl");
  assert.deepEqual(indented.seen, [
    [5, { sku: "1" }],
    [8, { sku: "2" }],
  ]);
  // By its name it is a line of many.
  assert.deepEqual((await recordsOf(JSON.stringify(page), "t.jsonl")).seen, [[1, page]]);
  const order = { number: 7, created_at: "2024-01-10", line_items: [{ sku: "1" }] };
  for (const text of [JSON.stringify(order), JSON.stringify(order, null, 2)]) {
    const { seen, wrappedIn } = await recordsOf(text);
    assert.deepEqual([seen, wrappedIn], [[[1, order]], undefined]);
  }
  await assert.rejects(recordsOf('{"orders": [], "next": null}'), { code: "FILE_EMPTY" });
  await assert.rejects(recordsOf('{"new": [{"sku":"1"}], "old": [{"sku":"2"}]}'), {
    code: "JSON_LISTS",
    message: /several lists: new, old/,
    hint: /jq -c '\.\["new"\]\[\]'/,
  });
});

test("objects whose lines are broken anywhere follow each other, and lines that are whole stay lines", async () => {
  assert.deepEqual((await recordsOf('{\n"sku":"1"}{"sku":\n"2"}\n')).seen, [
    [1, { sku: "1" }],
    [2, { sku: "2" }],
  ]);
  assert.deepEqual((await recordsOf('{"sku":"1"}\n{"sku":"2"}\n')).seen, two);
  assert.deepEqual((await recordsOf('{"sku":"1"}\n{"sku":"2\n{"sku":"3"}\n')).seen, [
    [1, { sku: "1" }],
    [2, "JSON_BROKEN"],
    [3, { sku: "3" }],
  ]);
});

test("records are cut right across chunks of a file, and one that is too long or no text is told", async () => {
  const long = (letter: string, length: number) => ({ sku: letter, text: letter.repeat(length) });
  const all = [
    long("é", 100_000),
    long("b", 150_000),
    { sku: "c" },
    long("d", 17 << 20),
    { sku: "e" },
  ];
  const { seen } = await recordsOf(JSON.stringify(all, null, 1));
  assert.deepEqual(
    seen.map((one) => {
      const [line, value] = one as [number, string | { sku: string; text?: string }];
      return [line, typeof value === "string" ? value : [value.sku, value.text?.length]];
    }),
    [
      [2, ["é", 100_000]],
      [6, ["b", 150_000]],
      [10, ["c", undefined]],
      [13, "LINE_TOO_LONG"],
      [17, ["e", undefined]],
    ],
  );
  const latin = Buffer.from('[{"sku":"caf\u00e9"},\n{"sku":"2"}]', "latin1");
  writeFileSync(path, latin);
  const { batches } = await readJson({ path, name: "t.json" }, signal);
  const codes: unknown[] = [];
  for await (const batch of batches) {
    for (const record of batch) codes.push("problem" in record ? record.problem.code : record.line);
  }
  assert.deepEqual(codes, ["TEXT_NOT_UTF8", 2]);
});

test("a file that ends in the middle gives what came before, and the line of what has no end", async () => {
  for (const rest of ['\n{"sku":"2', "", "\n{"]) {
    const { seen, error } = await recordsOf(`[\n{"sku":"1"},${rest}`);
    assert.deepEqual(seen, [[2, { sku: "1" }]]);
    assert.equal((error as { code?: string }).code, "JSON_UNENDED");
    assert.match(String(error), rest === "" ? /line 1\./ : /line 3\./);
  }
});
