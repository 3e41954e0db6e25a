import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parseMap } from "../../src/intake/columns/column-map.ts";
import type { EventImportOptions, ImportItem } from "../../src/intake/import-item.ts";
import { readEvents } from "../../src/intake/read-events.ts";
import { readProducts } from "../../src/intake/read-products.ts";

const data = fileURLToPath(new URL("../../../shared/data", import.meta.url));
const skip = existsSync(data) ? false : "the real data (../shared/data) is not here";
const invoices = join(data, "online_retail", "online_retail.csv.gz");
const invoiceMap = ["session=InvoiceNo", "product=StockCode", "time=InvoiceDate"];

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
): Promise<{ rows: Record<string, number>; rejects: Record<string, number>; error: unknown }> {
  const rows: Record<string, number> = {};
  const rejects: Record<string, number> = {};
  const all: EventImportOptions = {
    format: null,
    map: {},
    site: null,
    locale: "en-US",
    timeZone: "UTC",
    notice: () => {},
    hashCustomer: (id) => `hash of ${id}`,
    ...options,
  };
  try {
    for await (const item of reader([path], all, new AbortController().signal)) {
      if ("reject" in item) rejects[item.reject.code] = (rejects[item.reject.code] ?? 0) + 1;
      else rows[nameOf(item.row)] = (rows[nameOf(item.row)] ?? 0) + 1;
    }
  } catch (error) {
    return { rows, rejects, error };
  }
  return { rows, rejects, error: null };
}

test("Online Retail comes in by --map alone, every line as an event or a reject", {
  skip,
}, async () => {
  const { rows, rejects } = await countsOf(
    readEvents,
    invoices,
    { map: parseMap(invoiceMap) },
    ({ kind }) => kind,
  );
  assert.deepEqual(rows, { purchase: 526_052, return: 10_587 });
  assert.deepEqual(rejects, { EVENT_REPEATED: 5270 });
});

test("Online Retail cut short: what stands before the cut comes, then the error", {
  skip,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-cut-"));
  try {
    const whole = readFileSync(invoices);
    const cut = join(folder, "cut.csv.gz");
    writeFileSync(cut, whole.subarray(0, whole.length / 10));
    const { rows, error } = await countsOf(
      readEvents,
      cut,
      { map: parseMap(invoiceMap) },
      () => "events",
    );
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
  const { rows, rejects } = await countsOf(
    readProducts,
    folder,
    { format: "bundlerec" },
    ({ sku }) => sku.split("-")[0] ?? "",
  );
  assert.deepEqual(rows, { clothing: 4487, electronic: 3499, food: 3767 });
  assert.deepEqual(rejects, { TITLE_MISSING: 1952 + 1444 + 1305 });
});

test("BundleRec: purchases by session; 213 sessions have no time", { skip }, async () => {
  const sessions = new Set<string | null>();
  const { rows, rejects } = await countsOf(
    readEvents,
    join(data, "bundles"),
    { format: "bundlerec" },
    ({ kind, session }) => {
      sessions.add(session);
      return kind;
    },
  );
  assert.deepEqual(rows, { purchase: 19_035 });
  assert.deepEqual(rejects, { SESSION_WITHOUT_TIME: 844 });
  assert.equal(sessions.size, 3487 - 213);
});

test("UBI: three demo shops as far as they make sense", { skip }, async () => {
  const { rows, rejects } = await countsOf(
    readEvents,
    join(data, "ubi", "queries_events.ndjson.gz"),
    { format: "ubi" },
    ({ site, kind }) => `${site} ${kind}`,
  );
  assert.deepEqual(rows, {
    "esci_ubi_sample search": 200,
    "esci_ubi_sample impression": 1000,
    "esci_ubi_sample click": 60,
    "Chorus search": 94,
    "Chorus impression": 999,
    "Chorus click": 227,
    "Chorus cart": 227,
    "ubi-demo search": 71,
    "ubi-demo click": 11,
    "ubi-demo cart": 7,
    "ubi-demo purchase": 6,
  });
  assert.deepEqual(rejects, {
    QUERY_MISSING: 10,
    UBI_ACTION_UNUSED: 258,
    UBI_OBJECT_NOT_PRODUCT: 61,
    UBI_SEARCH_REPEATED: 280,
    UBI_SEARCH_UNANSWERED: 410,
  });
});
