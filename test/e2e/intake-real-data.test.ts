import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { EventImportOptions, ImportItem } from "../../src/intake/import-item.ts";
import { notProductCodes, orderLinesConfig } from "../../src/intake/order-lines.ts";
import { readEvents } from "../../src/intake/read-events.ts";
import { readJudgements } from "../../src/intake/read-judgements.ts";
import { readProducts } from "../../src/intake/read-products.ts";
import { lazySql } from "../../src/sql/lazy-sql.ts";
import { openSql } from "../../src/sql/sql.ts";

const data = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const skip = existsSync(data) ? false : "the real data (../shared/data) is not here";
const invoices = join(data, "online_retail", "online_retail.csv.gz");
const bundleFiles = (part: string): readonly string[] =>
  ["clothing", "electronic", "food"].map((name) => join(data, "bundles", `${name}_${part}.csv.gz`));

interface Counts {
  readonly rows: Record<string, number>;
  readonly rejects: Record<string, number>;
  /** How often each line of each file came as a row or a reject, by `file line`. */
  readonly lines: Map<string, number>;
  readonly error: unknown;
}

/** Counts by what `nameOf` calls a row, and by code for rejects. */
async function countsOf<Row>(
  reader: (
    paths: readonly string[],
    options: EventImportOptions,
    signal: AbortSignal,
  ) => AsyncGenerator<ImportItem<Row>>,
  path: string,
  options: Partial<EventImportOptions>,
  nameOf: (row: Row) => string,
): Promise<Counts> {
  const rows: Record<string, number> = {};
  const rejects: Record<string, number> = {};
  const lines = new Map<string, number>();
  const all: EventImportOptions = {
    format: null,
    map: {},
    site: null,
    locale: "en-US",
    timeZone: "UTC",
    dateOrder: null,
    encoding: null,
    notProducts: notProductCodes(orderLinesConfig.parse({})),
    notice: () => {},
    hashCustomer: (id) => `hash of ${id}`,
    kinds: new Map(),
    now: Date.now(),
    ...options,
  };
  try {
    for await (const item of reader([path], all, new AbortController().signal)) {
      const { source, line } = "reject" in item ? item.reject : item;
      const place = `${source} ${line}`;
      lines.set(place, (lines.get(place) ?? 0) + 1);
      if ("reject" in item) rejects[item.reject.code] = (rejects[item.reject.code] ?? 0) + 1;
      else rows[nameOf(item.row)] = (rows[nameOf(item.row)] ?? 0) + 1;
    }
  } catch (error) {
    return { rows, rejects, lines, error };
  }
  return { rows, rejects, lines, error: null };
}

/** The lines of a compressed file that hold something, by their numbers. */
function* linesOf(path: string): Generator<[number, string]> {
  const texts = gunzipSync(readFileSync(path)).toString("utf8").split("\n");
  for (const [index, text] of texts.entries()) if (text.trim() !== "") yield [index + 1, text];
}

/** Nothing is lost on the way: each record behind the header came once, as a row or as a reject. */
function assertEachOnce({ lines }: Counts, path: string): void {
  const [, ...records] = linesBeginning(path);
  const name = basename(path);
  for (const line of records) {
    assert.equal(lines.get(`${name} ${line}`), 1, `${name}, line ${line}`);
  }
  const told = [...lines.keys()].filter((place) => place.startsWith(`${name} `));
  assert.equal(told.length, records.length);
}

/** The lines of a CSV file on which a record begins: a quoted field may go on in the next line. */
function* linesBeginning(path: string): Generator<number> {
  let isOpen = false;
  for (const [line, text] of linesOf(path)) {
    if (!isOpen) yield line;
    if ((text.split('"').length - 1) % 2 === 1) isOpen = !isOpen;
  }
}

test("Online Retail comes in by its own names, every line as an event or a reject", {
  skip,
}, async () => {
  const counts = await countsOf(readEvents, invoices, {}, ({ kind }) => kind);
  assert.deepEqual(counts.rows, { purchase: 522_566, return: 8668 });
  assert.deepEqual(counts.rejects, {
    EVENT_REPEATED: 5259,
    ORDER_LINE_NOT_PRODUCT: 2916,
    ORDER_LINE_UNPRICED: 2500,
  });
  assertEachOnce(counts, invoices);
});

test("Online Retail is its own catalogue: each product by its most frequent name", {
  skip,
}, async () => {
  const titles = new Map<string, string>();
  const counts = await countsOf(readProducts, invoices, {}, ({ sku, title }) => {
    titles.set(sku, title);
    return "products";
  });
  assert.deepEqual(counts.rows, { products: 3926 });
  assert.deepEqual(counts.rejects, {
    ORDER_LINE_NOT_PRODUCT: 2916,
    ORDER_LINE_UNPRICED: 2500,
    PRODUCT_REPEATED: 525_861,
    TITLE_LESS_FREQUENT: 6706,
  });
  assert.equal(titles.get("85123A"), "WHITE HANGING HEART T-LIGHT HOLDER");
  assertEachOnce(counts, invoices);
});

test("Online Retail cut short: what stands before the cut comes, then the error", {
  skip,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-cut-"));
  try {
    const whole = readFileSync(invoices);
    const cut = join(folder, "cut.csv.gz");
    writeFileSync(cut, whole.subarray(0, whole.length / 10));
    const { rows, error } = await countsOf(readEvents, cut, {}, () => "events");
    assert.ok((rows["events"] ?? 0) > 45_000);
    assert.equal(Reflect.get(Object(error), "code"), "FILE_CUT_SHORT");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("BundleRec: products of three departments, items without a title told once each", {
  skip,
}, async () => {
  const folder = join(data, "bundles");
  const counts = await countsOf(
    readProducts,
    folder,
    { format: "bundlerec" },
    ({ sku }) => sku.split("-")[0] ?? "",
  );
  assert.deepEqual(counts.rows, { clothing: 4487, electronic: 3499, food: 3767 });
  for (const file of bundleFiles("item_titles")) assertEachOnce(counts, file);
  assert.deepEqual(counts.rejects, { TITLE_MISSING: 1952 + 1444 + 1305 });
});

test("BundleRec: purchases by session; 213 sessions have no time", { skip }, async () => {
  const sessions = new Set<string | null>();
  const counts = await countsOf(
    readEvents,
    join(data, "bundles"),
    { format: "bundlerec" },
    ({ kind, session }) => {
      sessions.add(session);
      return kind;
    },
  );
  assert.deepEqual(counts.rows, { purchase: 19_035 });
  assert.deepEqual(counts.rejects, { SESSION_WITHOUT_TIME: 844 });
  for (const file of bundleFiles("session_item")) assertEachOnce(counts, file);
  assert.equal(sessions.size, 3487 - 213);
});

test("UBI: three demo shops as far as they make sense", { skip }, async () => {
  const log = join(data, "ubi", "queries_events.ndjson.gz");
  const { rows, rejects, lines } = await countsOf(
    readEvents,
    log,
    { format: "ubi" },
    ({ site, kind }) => `${site} ${kind}`,
  );
  assert.deepEqual(rows, {
    "esci_ubi_sample search": 200,
    "esci_ubi_sample impression": 1000,
    "esci_ubi_sample click": 60,
    "Chorus search": 189,
    "Chorus impression": 999,
    "Chorus click": 227,
    "Chorus cart": 227,
    "ubi-demo search": 86,
    "ubi-demo click": 11,
    "ubi-demo cart": 7,
    "ubi-demo purchase": 6,
  });
  assert.deepEqual(rejects, {
    EVENT_REPEATED: 83,
    QUERY_MISSING: 10,
    UBI_ACTION_UNUSED: 258,
    UBI_OBJECT_NOT_PRODUCT: 61,
    UBI_SEARCH_REPEATED: 87,
    UBI_SEARCH_UNANSWERED: 410,
  });
  const documents = linesOf(log).filter(([, text]) => !/^{"(?:index|create)":/.test(text));
  assert.deepEqual(
    [...lines].toSorted(),
    [...documents.map(([line]) => [`${basename(log)} ${line}`, 1])].toSorted(),
    "each document came once",
  );
});

/** Opened by the files of ESCI alone, of which two are joined. */
const sql = lazySql(() => openSql({ threads: 1, memoryLimit: "256MB", temporaryFolder: tmpdir() }));

/** Counts judgements by label or grade. */
const judgedIn = (path: string): Promise<Counts> =>
  countsOf(
    (paths, options, signal) => readJudgements(paths, { ...options, sql }, signal),
    path,
    {},
    ({ label, grade }) => label ?? String(grade),
  );

test("ESCI's slice: every line is a judgement, by its class", { skip }, async () => {
  const path = join(data, "esci", "judgements.jsonl.gz");
  const counts = await judgedIn(path);
  assert.deepEqual(counts.rows, { E: 955, S: 333, C: 30, I: 154 });
  assert.deepEqual(counts.rejects, {});
  assert.deepEqual(
    [...counts.lines],
    [...linesOf(path)].map(([line]) => [`${basename(path)} ${line}`, 1]),
  );
});

test("CrowdFlower: grades 1 to 4; what was judged twice counts once", { skip }, async () => {
  const path = join(data, "crowdflower", "judgements.csv.gz");
  const counts = await judgedIn(path);
  assert.deepEqual(counts.rows, { 1: 524, 2: 1044, 3: 1197, 4: 4277 });
  assert.deepEqual(counts.rejects, { JUDGEMENT_REPEATED: 73, JUDGEMENT_CONTRADICTED: 32 });
  assertEachOnce(counts, path);
});

test("Home Depot: means of raters from 1 to 3", { skip }, async () => {
  const path = join(data, "homedepot", "judgements.csv.gz");
  const counts = await judgedIn(path);
  assert.deepEqual(counts.rows, {
    1: 1477,
    1.25: 3,
    1.33: 2121,
    1.5: 4,
    1.67: 4720,
    1.75: 6,
    2: 8260,
    2.25: 8,
    2.33: 11_214,
    2.5: 15,
    2.67: 10_752,
    2.75: 7,
    3: 13_563,
  });
  assert.deepEqual(counts.rejects, { JUDGEMENT_CONTRADICTED: 3 });
  assertEachOnce(counts, path);
});
