import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readCsv, readTsv } from "./read-csv.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-csv-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const { signal } = new AbortController();
const path = join(folder, "t.csv");

async function read(content: string | Buffer, reader = readCsv) {
  writeFileSync(path, content);
  const { columns, cell, batches } = await reader({ path, name: "t.csv" }, signal);
  const cells = columns.map(cell);
  const rows: unknown[] = [];
  const problems: unknown[] = [];
  for await (const batch of batches) {
    for (const record of batch) {
      if ("problem" in record) problems.push([record.line, record.problem.code]);
      else rows.push([record.line, ...cells.map((of) => of(record.value))]);
    }
  }
  return { columns, rows, problems };
}

test("quoted fields hold delimiters, doubled quotes and line ends; lines are counted in the file", async () => {
  const { columns, rows } = await read(
    'id,title\r\n1,"a, ""b"""\r\n\r\n2,"two\r\nlines"\r\n3,15" screen\r\n4,\r\n',
  );
  assert.deepEqual(columns, ["id", "title"]);
  assert.deepEqual(rows, [
    [2, "1", 'a, "b"'],
    [4, "2", "two\nlines"],
    [6, "3", '15" screen'],
    [7, "4", ""],
  ]);
});

test("what any writer may write is read as another parser reads it", async () => {
  const field = fc.string({ unit: fc.constantFrom("a", "é", ",", '"', "\n", " ", ";", "\t") });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) =>
      fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 8 }),
    );
  await fc.assert(
    fc.asyncProperty(table, fc.boolean(), async (body, allQuoted) => {
      const width = body[0]?.length ?? 1;
      const header = Array.from({ length: width }, (_, index) => `column${index}`);
      const write = (text: string) =>
        allQuoted || /[",\n]/.test(text) || text === "" ? `"${text.replaceAll('"', '""')}"` : text;
      const text = `${header.join(",")}\n${body.map((row) => `${row.map(write).join(",")}\n`).join("")}`;
      const { rows, problems } = await read(text);
      const expected = parse(text, { columns: false, from_line: 2, relax_quotes: true });
      assert.deepEqual(problems, []);
      assert.deepEqual(
        rows.map((row) => (row as unknown[]).slice(1)),
        expected,
      );
    }),
    { numRuns: 200 },
  );
});

test("one broken line far into a big file costs that line alone, at its number in the file", async () => {
  const records = ["id,title"];
  for (let number = 2; number <= 40_000; number++) {
    if (number % 1000 === 500) records.push(`${number},"spans\n${++number}"`);
    else records.push(`${number},"t, ${number}"`);
  }
  const text = `${records.join("\n")}\n`;
  const { rows, problems } = await read(`${text}40001,"broken" line,x\n40002,good\n40003,good\n`);
  assert.deepEqual(problems, [[40_001, "CSV_QUOTE_OPEN"]]);
  assert.deepEqual(rows.slice(-2), [
    [40_002, "40002", "good"],
    [40_003, "40003", "good"],
  ]);
  for (const row of rows) assert.equal(String((row as unknown[])[0]), (row as unknown[])[1]);
});

test("a quote that nobody closes near the top costs its line, not the rest", async () => {
  const rest = Array.from({ length: 5000 }, (_, index) => `${index + 3},good ${index}`);
  const { rows, problems } = await read(`id,title\n2,"never closed\n${rest.join("\n")}\n`);
  assert.deepEqual(problems, [[2, "CSV_QUOTE_OPEN"]]);
  assert.equal(rows.length, 5000);
});

test("an open quote that swallows lines up to a later quoted field is found too", async () => {
  const { rows, problems } = await read(
    'id,title\n2,"open\n3,good\n4,"good, too"\n5,""\n6,"\n7,x\n',
  );
  assert.deepEqual(problems, [
    [2, "CSV_QUOTE_OPEN"],
    [6, "CSV_QUOTE_OPEN"],
  ]);
  assert.deepEqual(rows, [
    [3, "3", "good"],
    [4, "4", "good, too"],
    [5, "5", ""],
    [7, "7", "x"],
  ]);
});

test("open quotes never lose or repeat a line, wherever they stand", async () => {
  const line = fc.constantFrom(
    'x,"open',
    "x,plain",
    'x,"quoted, field"',
    'x,"two"tail',
    "x,y,z",
    'x"y,z"',
  );
  await fc.assert(
    fc.asyncProperty(fc.array(line, { maxLength: 12 }), async (lines) => {
      const { rows, problems } = await read(`a,b\n${lines.join("\n")}\n`);
      const starts = [...rows, ...problems].map((item) => (item as number[])[0]);
      assert.equal(new Set(starts).size, starts.length);
      for (const [index, text] of lines.entries()) {
        if (
          text === "x,plain" &&
          !lines.slice(0, index).some((before) => before.includes("open"))
        ) {
          assert.ok(rows.some((row) => (row as unknown[])[0] === index + 2));
        }
      }
    }),
    { numRuns: 300 },
  );
});

test("too few and too many fields are told with both numbers", async () => {
  const { problems, rows } = await read("a,b\n1\n1,2,3\n1,2\n");
  assert.deepEqual(problems, [
    [2, "CSV_FIELD_COUNT"],
    [3, "CSV_FIELD_COUNT"],
  ]);
  assert.equal(rows.length, 1);
});

test("semicolons and tabs are seen in the header", async () => {
  assert.deepEqual((await read("a;b\n1;2,5\n")).rows, [[2, "1", "2,5"]]);
  assert.deepEqual((await read("a\tb\n1\t2\n")).rows, [[2, "1", "2"]]);
});

test("a tab-separated file keeps lone quotes and takes off those around a field", async () => {
  const { rows } = await read('a\tb\n15" tv\t"say ""hi"""\n"open\tz\n', readTsv);
  assert.deepEqual(rows, [
    [2, '15" tv', 'say "hi"'],
    [3, '"open', "z"],
  ]);
});

test("an empty file and a broken header are errors", async () => {
  await assert.rejects(read(""), { code: "FILE_EMPTY" });
  await assert.rejects(read("\n\n"), { code: "FILE_EMPTY" });
  await assert.rejects(read('a,"b\n1,2\n'), { code: "CSV_HEADER_BROKEN" });
});
