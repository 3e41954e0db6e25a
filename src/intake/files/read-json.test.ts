import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { CosmoError } from "../../domain/cosmo-error.ts";
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

async function recordsOf(content: string | Buffer, mapped: readonly string[] = []) {
  writeFileSync(path, content);
  const { batches, wrappedIn } = await readJson({ path, name: "t.json" }, signal, mapped);
  const seen: unknown[] = [];
  const read = async (): Promise<void> => {
    for await (const batch of batches) {
      for (const record of batch) {
        seen.push([record.line, "value" in record ? record.value : record.problem.code]);
      }
    }
  };
  const error = (await read().catch((thrown: unknown) => thrown)) as Error & { code: string };
  return { seen, wrappedIn, fault: error && [error.code, error.message] };
}
const [one, two] = [
  [1, { sku: "1" }],
  [2, { sku: "2" }],
];

test("the objects of arrays are the records, whatever the lines, and what else lies between them is told", async () => {
  for (const text of [
    '[{"sku":"1"},{"sku":"2"}]',
    '\ufeff[{"sku":"1"},\n\n{"sku":"2"}\n]\n',
    '[{"sku":"1"}]\r\n[{"sku":"2"}]\r\n',
  ]) {
    assert.deepEqual(await recordsOf(text), {
      ...{ seen: [one, two], wrappedIn: undefined, fault: undefined },
    });
  }
  const odd =
    '[\n  {"sku": "]}\\"[", "in": [{"a": {}}]},\n  5, [{"sku": "x"}],\n\n "a,b",\n  {"b": }, null]';
  assert.deepEqual((await recordsOf(odd)).seen, [
    [1, { sku: ']}"[', in: [{ a: {} }] }],
    [2, "JSON_NOT_OBJECT"],
    [3, "JSON_NOT_OBJECT"],
    [4, "JSON_NOT_OBJECT"],
    [5, "JSON_BROKEN"],
    [6, "JSON_NOT_OBJECT"],
  ]);
  const { columns } = await open('[1]\n{"sku":"1"}\n');
  assert.deepEqual(columns, ["sku"]);
  await assert.rejects(recordsOf("[]"), { code: "FILE_EMPTY" });
});

test("an object that says nothing beside a list is a page of records, alone, indented or one of several", async () => {
  const page = { next: null, total: 2, items: [one[1], two[1]], meta: { time: [{ a: 1 }] } };
  const other = { items: [{ sku: "3" }] };
  const three = [3, { sku: "3" }];
  const [line, otherLine] = [page, other].map((each) => JSON.stringify(each));
  for (const [text, seen] of [
    [line, [one, two]],
    [`${line}\n`, [one, two]],
    [JSON.stringify(page, null, 1), [one, two]],
    [`${line}\n${otherLine}\n`, [one, two, three]],
    [`${JSON.stringify(page, null, 2)}\n${otherLine}`, [one, two, three]],
    [`{"orders"\n:\n[${JSON.stringify(one[1])}]}`, [one]],
    [`{"orders":[\n${JSON.stringify(one[1])}\n],"next":"abc"}`, [one]],
  ] as const) {
    const read = await recordsOf(String(text));
    assert.deepEqual([read.seen, read.fault], [seen, undefined], text);
    assert.ok(read.wrappedIn === "items" || read.wrappedIn === "orders");
  }
  await assert.rejects(recordsOf('{"orders": [], "next": null}'), { code: "FILE_EMPTY" });
  const long = JSON.stringify({ items: [{ sku: "1", text: "x".repeat(300_000) }] });
  const customers = await recordsOf(`${long}{"items":[]}${long}{"customers":[{"id":1}]}`);
  assert.deepEqual(customers.seen[2], [3, "JSON_OTHER_LIST"]);
});

test("an object that says something, or that a map names, is a record; so is one that stands alone in another", async () => {
  const order = {
    number: 7,
    created_at: "2024-01-10",
    line_items: [{ sku: "1" }],
    tax: [{ a: 1 }],
  };
  for (const text of [order, { a: { b: order } }, { order, meta: {} }]) {
    for (const indent of [0, 2]) {
      const read = await recordsOf(JSON.stringify(text, null, indent));
      assert.deepEqual(read.seen, [[1, order]]);
    }
  }
  const nested = { data: { orders: [order, 5] }, success: true };
  const { seen, wrappedIn } = await recordsOf(JSON.stringify(nested));
  assert.deepEqual(
    [seen, wrappedIn],
    [
      [
        [1, order],
        [2, "JSON_NOT_OBJECT"],
      ],
      "data.orders",
    ],
  );
  const mapped = await recordsOf(JSON.stringify({ order }), ["order.created_at"]);
  assert.deepEqual(mapped.seen, [[1, { order }]]);
  const total = { total: 5, items: [{ sku: "1" }] };
  assert.deepEqual((await recordsOf(JSON.stringify(total), ["total"])).seen, [[1, total]]);
  const into = await recordsOf(JSON.stringify({ items: [order] }), ["items.created_at"]);
  assert.deepEqual(into.seen, [[1, { items: [order] }]]);
  for (const said of [{ status: "cancelled" }, { site: "de" }, { currency: "EUR" }]) {
    for (const held of [{ order }, { items: [order] }]) {
      const { seen: whole } = await recordsOf(JSON.stringify({ ...said, ...held }));
      assert.deepEqual(whole, [[1, { ...said, ...held }]]);
    }
  }
  assert.deepEqual((await recordsOf('{"order":{"a":1},"order":null}')).seen, [
    [1, { order: null }],
  ]);
  const search = { q: "mug", results: [] };
  assert.deepEqual((await recordsOf(JSON.stringify(search))).seen, [[1, search]]);
});

test("of several lists none is taken, and names that may be a shopper's are not shown", async () => {
  await assert.rejects(recordsOf('{"new": [{"sku":"1"}], "old": [{"sku":"2"}]}'), {
    code: "JSON_LISTS",
    message: /several lists: new, old\.$/,
    hint: /jq -c '\.\["new"\]\[\]'/,
  });
  const keyed = Object.fromEntries(
    Array.from({ length: 3000 }, (_, at) => [`ann${at}@example.org my ill`, [{ sku: "1" }]]),
  );
  await assert.rejects(recordsOf(JSON.stringify(keyed)), ({ message, hint }: CosmoError) => {
    assert.doesNotMatch(`${message}${hint}`, /ann|ill/);
    return true;
  });
  const escaped = await recordsOf('{"Auftr\\u00e4ge": [{"sku":"1"}]}');
  assert.equal(escaped.wrappedIn, "Aufträge");
});

test("objects follow each other with lines broken anywhere, and where lines are whole a broken one costs itself", async () => {
  for (const text of [
    '{\n"sku":"1"}{"sku":\n"2"}\n',
    '{"sku":"1"}{"sku":"2"}',
    '{ "sku": "1"\n}\n{ "sku"\n: "2"}',
    '{\r "sku":"1"\r}\r{\r "sku":"2"\r}',
    '{"sku":"1"}\n{"sku":"2"}\n',
  ]) {
    assert.deepEqual((await recordsOf(text)).seen, [one, two], text);
  }
  for (const broken of ['{"sku":"0",', '{"query":"a,', '{"query":"a","items":[']) {
    assert.deepEqual((await recordsOf(`${broken}\n{"sku":"2"}\n{"sku":"3"}\n`)).seen, [
      [1, "JSON_BROKEN"],
      two,
      [3, { sku: "3" }],
    ]);
  }
  const long = JSON.stringify({ text: "x".repeat(300_000) });
  const lines = await recordsOf(`${long}\n{"sku":"2"\n${long}\n`);
  assert.deepEqual(
    lines.seen.map((record) => (record as readonly unknown[])[0]),
    [1, 2, 3],
  );
  assert.deepEqual(lines.seen[1], [2, "JSON_BROKEN"]);
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
  for (const content of [JSON.stringify(all, null, 1), JSON.stringify({ all })]) {
    const { seen } = await recordsOf(content);
    assert.deepEqual(
      seen.map((read) => {
        const [line, value] = read as [number, string | { sku: string; text?: string }];
        return [line, typeof value === "string" ? value : [value.sku, value.text?.length]];
      }),
      [
        [1, ["é", 100_000]],
        [2, ["b", 150_000]],
        [3, ["c", undefined]],
        [4, "LINE_TOO_LONG"],
        [5, ["e", undefined]],
      ],
    );
  }
  const latin = Buffer.from('[{"sku":"caf\u00e9"},\n{"sku":"2"}]', "latin1");
  assert.deepEqual((await recordsOf(latin)).seen, [[1, "TEXT_NOT_UTF8"], two]);
});

test("a text whose brackets don't match gives what came before, and the line of the fault", async () => {
  for (const [text, words] of [
    ['[\n{"sku":"1"},\n{"sku":"2', /what begins on line 3 has no end/],
    ['[\n{"sku":"1"},', /what begins on line 1 has no end/],
    ['[{"sku":"1"}},\n{"sku":"2"}]', /Line 1 .* closes a bracket that is not open/],
    ['[{"sku":"1"}],\n{"sku":"2"}', /goes on at line 1 behind the end/],
    ['{"orders":[{"sku":"1"}]}\nthanks', /goes on at line 2 behind the end/],
  ] as const) {
    const { seen, fault } = await recordsOf(text);
    assert.deepEqual(seen, [one], text);
    assert.equal(fault?.[0], "JSON_MALFORMED");
    assert.match(fault?.[1] ?? "", words);
  }
});

test("whole numbers that are too large for a number keep their digits", async () => {
  const text = '{"id":1789234567890123401,"price":19.90000000000000001,"n":12345678901234}';
  for (const content of [`${text}\n${text}`, `[${text}]`]) {
    const [first] = (await recordsOf(content)).seen;
    assert.deepEqual(first, [1, { id: "1789234567890123401", price: 19.9, n: 12345678901234 }]);
  }
});
