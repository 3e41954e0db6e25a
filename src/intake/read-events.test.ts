import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { events } from "../domain/tables/events.ts";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";

const folder = testFolder();
const invoiceMap = ["session=InvoiceNo", "product=StockCode", "time=InvoiceDate"];
const invoiceHeader = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID";

const imported = (name: string, content: string | Buffer, options = {}) =>
  readAll(readEvents, [folder.write(name, content)], options);
const placesOf = (rejects: readonly { line: number; code: string }[]) =>
  rejects.map(({ line, code }) => [line, code]);

test("invoice lines without a kind are purchases, and the guess is told", async () => {
  const { rows, notices } = await imported(
    "invoices.csv",
    `${invoiceHeader}\n536365,85123A,6,2010-12-01 08:26:00,2.55,17850.0\n`,
    { maps: invoiceMap },
  );
  const [event] = rows;
  assert.ok(event?.id.startsWith("event_"));
  assert.deepEqual(event, {
    id: event?.id,
    time: Date.UTC(2010, 11, 1, 8, 26),
    site: "default",
    locale: "en-US",
    session: "536365",
    customer: "hash of 17850.0",
    kind: "purchase",
    queryId: null,
    query: null,
    product: "85123A",
    position: null,
    quantity: 6,
    value: 15.3,
    currency: null,
    arm: null,
  });
  events.schema.parse(event);
  assert.deepEqual(
    notices.map(({ code }) => code),
    ["COLUMNS_TAKEN", "KIND_DEFAULT"],
  );
  assert.match(notices[0]?.message ?? "", /session from InvoiceNo.*customer from CustomerID/);
});

test("negative quantities and cancelled invoices are returns", async () => {
  const { rows } = await imported(
    "returns.csv",
    "InvoiceNo,StockCode,Quantity,InvoiceDate\nC536379,X,-1,2010-12-01\nC536380,E,,2010-12-01\n536381,F,-3,2010-12-01\n536382,G,2,2010-12-01\n",
    { maps: [...invoiceMap, "currency==gbp"] },
  );
  assert.deepEqual(
    rows.map(({ kind, quantity, currency }) => [kind, quantity, currency]),
    [
      ["return", 1, "GBP"],
      ["return", null, "GBP"],
      ["return", 3, "GBP"],
      ["purchase", 2, "GBP"],
    ],
  );
});

test("a constant gives every row its kind; sessions named C1 are no cancelled invoices", async () => {
  const { rows, notices } = await imported("k.csv", "session,sku,time\nC1,a,2024-01-01\n", {
    maps: ["kind==add to cart"],
  });
  assert.equal(rows[0]?.kind, "cart");
  assert.equal(notices.filter(({ code }) => code === "KIND_DEFAULT").length, 0);
});

test("a log with kinds: words are understood, searches need text, the rest a product", async () => {
  const { rows, rejects } = await imported(
    "log.jsonl",
    [
      { event: "Search", query: " Büro  STUHL", t: "2024-01-01T10:00:00Z" },
      { event: "addToCart", sku: "1", t: "2024-01-01T10:00:00Z", position: 3 },
      { event: "click", t: "2024-01-01T10:00:00Z", query: "chair" },
      { event: "search", t: "2024-01-01T10:00:00Z" },
      { event: "teleport", sku: "1", t: "2024-01-01T10:00:00Z" },
      { sku: "1", t: "2024-01-01T10:00:00Z" },
      { event: "click", sku: "1", t: "2024-01-01T10:00:00Z", position: 0 },
      { event: "click", sku: "1", t: "2024-01-01T10:00:00Z", quantity: "1,000" },
    ]
      .map((row) => JSON.stringify(row))
      .join("\n"),
    { maps: ["time=t", "kind=event"] },
  );
  assert.deepEqual(
    rows.map(({ kind, query, position }) => [kind, query, position]),
    [
      ["search", "Büro STUHL", null],
      ["cart", null, 3],
    ],
  );
  assert.deepEqual(placesOf(rejects), [
    [3, "PRODUCT_MISSING"],
    [4, "QUERY_MISSING"],
    [5, "KIND_UNKNOWN"],
    [6, "KIND_MISSING"],
    [7, "POSITION_BELOW_ONE"],
    [8, "NUMBER_UNREADABLE"],
  ]);
});

test("a cell that was left open is no customer, session or number; a query, a kind and an arm are as they were typed", async () => {
  const { rows, rejects } = await imported(
    "open.csv",
    "time,kind,query,sku,sessionId,userId,position,arm\n2024-01-01,search,n/a,,-,N/A,-,none\n2024-01-01,none,,1,s,c,,\n",
  );
  assert.deepEqual(
    rows.map(({ query, session, customer, position, arm }) => [
      query,
      session,
      customer,
      position,
      arm,
    ]),
    [["n/a", null, null, null, "none"]],
  );
  assert.deepEqual(placesOf(rejects), [[3, "KIND_UNKNOWN"]]);
});

test("a plain query log is searches", async () => {
  const { rows } = await imported("q.tsv", "timestamp\tquery\n1404864000\ttea\n");
  assert.deepEqual(
    [rows[0]?.kind, rows[0]?.query, rows[0]?.time],
    ["search", "tea", 1404864000000],
  );
});

test("times that cannot be trusted are rejects; zoneless ones are read in the zone given", async () => {
  const { rows, rejects } = await imported(
    "times.csv",
    "session,sku,time\ns,a,01/12/2010 08:26\ns,b,soon\ns,c,\ns,d,2024-07-01 12:00\n",
    { timeZone: "Europe/Paris" },
  );
  assert.deepEqual(placesOf(rejects), [
    [2, "TIME_AMBIGUOUS"],
    [3, "TIME_UNREADABLE"],
    [4, "TIME_MISSING"],
  ]);
  assert.equal(rows[0]?.time, Date.UTC(2024, 6, 1, 10));
});

test("times with and without a zone in one column are each read by their own, and it is said", async () => {
  const { rows, notices } = await imported(
    "mixed.csv",
    "session,sku,time\ns,a,2024-07-01 12:00\ns,b,2024-07-01T12:00:00+05:30\ns,c,1719835200\ns,d,2024-07-01T10:00Z\n",
    { timeZone: "Europe/Paris" },
  );
  assert.deepEqual(
    rows.map(({ time }) => new Date(time).toISOString().slice(11, 16)),
    ["10:00", "06:30", "12:00", "10:00"],
  );
  const mixed = notices.find(({ code }) => code === "TIMES_MIXED")?.message ?? "";
  assert.match(mixed, /has 1 time without a zone, read in Europe\/Paris .* 3 times/);
  const { notices: none } = await imported("local.csv", "session,sku,time\ns,a,2024-07-01\n");
  assert.ok(!none.some(({ code }) => code === "TIMES_MIXED"));
});

test("the same event twice is kept once, the second told with the place of the first", async () => {
  const line = "s,a,2024-01-01 10:00,1";
  const { rows, rejects } = await imported(
    "twice.csv",
    `session,sku,time,quantity\n${line}\n${line}\ns,a,2024-01-01 10:00,2\n${line}\n`,
  );
  assert.equal(rows.length, 2);
  assert.deepEqual(placesOf(rejects), [
    [3, "EVENT_REPEATED"],
    [5, "EVENT_REPEATED"],
  ]);
  assert.match(rejects[1]?.message ?? "", /twice\.csv, line 2/);
});

test("an event's own id is kept below its site; one that says something else under it goes on, and is told", async () => {
  const lines = ["7,s,a,2024-01-01,uk", "7,s,b,2024-01-01,de", "7,s,c,2024-01-01,uk"];
  const { rows, rejects, notices } = await imported(
    "ids.csv",
    ["id,session,sku,time,site", ...lines, lines[2], lines[0], "7,s,c,2024-01-02,uk"].join("\n"),
  );
  assert.deepEqual(
    rows.map(({ id, product }) => [id, product]),
    [
      ["uk/7", "a"],
      ["de/7", "b"],
      ["uk/7", "c"],
      ["uk/7", "c"],
    ],
  );
  assert.deepEqual(placesOf(rejects), [
    [5, "EVENT_REPEATED"],
    [6, "EVENT_REPEATED"],
  ]);
  assert.match(rejects[0]?.message ?? "", /ids\.csv, line 4/);
  const shared = notices.find(({ code }) => code === "EVENT_IDS_SHARED")?.message ?? "";
  assert.match(shared, /^1 event with an id .* \(first ids\.csv, line 4, as ids\.csv, line 2\)/);
});

test("ids do not depend on the order of lines or the name of the file", async () => {
  const header = "session,sku,time";
  const [one, two] = ["s,a,2024-01-01", "s,b,2024-01-01"];
  const first = await imported("order-1.csv", `${header}\n${one}\n${two}\n`);
  const second = await imported("order-2.csv", `${header}\n${two}\n${one}\n`);
  assert.deepEqual(
    first.rows.map(({ id }) => id),
    second.rows.map(({ id }) => id).toReversed(),
  );
});

test("a missing column names the file, the column, those found, and a map to paste", async () => {
  const { error } = await imported("m.csv", "InvoiceNo,ArticleCode,Sold (date)\n1,2,2010-12-01\n");
  assert.equal(error?.code, "COLUMN_MISSING");
  assert.equal(error?.exitCode, 2);
  assert.match(
    error?.message ?? "",
    /m\.csv has no column for product, time.*InvoiceNo, ArticleCode/,
  );
  assert.match(error?.hint ?? "", /--map product=ArticleCode --map 'time=Sold \(date\)'/);
});

test("products and times without sessions and kinds are not guessed at", async () => {
  const { error } = await imported("nokind.csv", "sku,time\na,2024-01-01\n");
  assert.match(error?.message ?? "", /no column for kind/);
});

test("a wrong map is an error before anything is read", async () => {
  const wrongOurs = await imported("w.csv", "a,b\n", { maps: ["sesion=a"] });
  assert.equal(wrongOurs.error?.code, "MAP_UNKNOWN_COLUMN");
  const wrongTheirs = await imported("w.csv", "session,sku,time\n", { maps: ["time=tme"] });
  assert.equal(wrongTheirs.error?.code, "COLUMN_MISSING");
  assert.match(wrongTheirs.error?.hint ?? "", /--map time=time/);
});

test("formats with fixed columns take no map", async () => {
  const { error } = await imported("map.ndjson", "{}", { format: "ubi", maps: ["time=t"] });
  assert.equal(error?.code, "MAP_UNUSED");
});

test("a broken line 40,001 of a CSV: the good rows before and behind it are kept", async () => {
  const row = (line: number) => `${line},"a, ""b""",2024-01-01 00:00:00\n`;
  const before = Array.from({ length: 39_999 }, (_, index) => row(index + 2)).join("");
  const content = `session,sku,time\n${before}40001,x\n${row(40_002)}${row(40_003)}`;
  const { rows, lines, rejects } = await imported("big.csv", content);
  assert.equal(rows.length, 40_001);
  assert.deepEqual(placesOf(rejects), [[40_001, "CSV_FIELD_COUNT"]]);
  assert.equal(rows.at(-1)?.session, "40003");
  assert.equal(lines.at(-1), 40_003);
});

test("a gzip cut short gives its rows and then the error", async () => {
  const lines = Array.from({ length: 50_000 }, (_, i) => `s${i},${Math.sin(i)},2024-01-01`);
  const packed = gzipSync(`session,sku,time\n${lines.join("\n")}\n`);
  const { rows, rejects, error } = await imported(
    "cut.csv.gz",
    packed.subarray(0, -packed.length / 3),
  );
  assert.ok(rows.length > 25_000);
  assert.deepEqual(rejects, []);
  assert.equal(error?.code, "FILE_CUT_SHORT");
  assert.match(
    error?.message ?? "",
    new RegExp(`cut\\.csv\\.gz ends in the middle, after line ${rows.length + 1}\\.`),
  );
});

test("an empty file and a file that is not there", async () => {
  assert.equal((await imported("empty.csv", "")).error?.code, "FILE_EMPTY");
  const { error } = await readAll(readEvents, [`${folder.path}/log.json`]);
  assert.equal(error?.code, "FILE_NOT_FOUND");
  assert.match(error?.hint ?? "", /log\.jsonl/);
});

test("a currency may be told by a mark that means it alone", async () => {
  const line = (currency: string): string => `s,2024-01-01,a,${currency}`;
  const path = folder.write(
    "currencies.csv",
    ["session,time,sku,currency", ...["€", "gbp", "zł", "$", "money"].map(line)].join("\n"),
  );
  const { rows, rejects } = await readAll(readEvents, [path]);
  assert.deepEqual(
    rows.map(({ currency }) => currency),
    ["EUR", "GBP", "PLN"],
  );
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ["CURRENCY_UNKNOWN", "CURRENCY_UNKNOWN"],
  );
});
