import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../artifact/store.ts";
import { openNewStore, openStorePlace, partFolders } from "../artifact/store-for-tests.ts";
import { silentProgress } from "../domain/progress.ts";
import { type Product, products } from "../domain/tables/products.ts";
import { rejects } from "../domain/tables/rejects.ts";
import type { ImportItem } from "../intake/import-item.ts";
import { type ImportRecord, importedDatasets, openImports, storeImport } from "./imports.ts";

const place = await openStorePlace();
const never = new AbortController().signal;

function item(sku: string): ImportItem<Product> {
  const row: Product = {
    id: `default/${sku}`,
    site: "default",
    sku,
    epoch: 1,
    parent: null,
    title: `Title of ${sku}`,
    titleHash: sku,
    productType: null,
    domain: "Others",
    categoryPath: [],
    attributes: {},
    locale: "en-US",
    validFrom: null,
    validTo: null,
  };
  return { row, source: "shop.csv", line: 1 };
}

const reject = (line: number, code: string): ImportItem<Product> => ({
  reject: { source: "shop.csv", line, place: 1, code, message: `${code} it is.`, row: null },
});

async function* given(...items: readonly (ImportItem<Product> | Error)[]) {
  for (const one of items) {
    if (one instanceof Error) throw one;
    yield one;
  }
}

const store = (
  into: Store,
  items: AsyncIterable<ImportItem<Product>>,
  signal: AbortSignal = never,
) => storeImport(into, products, "recipe", items, signal, silentProgress);

test("good rows are stored, the others counted by reason and kept, with the first of each told", async () => {
  const into = openNewStore(place);
  const stored = await store(
    into,
    given(
      item("a"),
      reject(3, "TITLE_MISSING"),
      item("b"),
      reject(40_001, "CSV_FIELD_COUNT"),
      reject(5, "TITLE_MISSING"),
    ),
  );
  assert.equal(stored.rows, 2);
  assert.deepEqual(stored.rejected, { TITLE_MISSING: 2, CSV_FIELD_COUNT: 1 });
  assert.deepEqual(stored.firstRejected, {
    TITLE_MISSING: { source: "shop.csv", line: 3, message: "TITLE_MISSING it is." },
    CSV_FIELD_COUNT: { source: "shop.csv", line: 40_001, message: "CSV_FIELD_COUNT it is." },
  });
  const dataset = { table: "rejects", content: "", rows: 3, parts: stored.rejectParts };
  const lines = await Array.fromAsync(into.rows(rejects, dataset), ({ line }) => line);
  assert.deepEqual(lines, [3, 5, 40_001]);
});

test("where the source breaks off, the rows before are stored and the failure is told", async () => {
  const failure = new Error("cut short");
  const stored = await store(openNewStore(place), given(item("a"), item("b"), failure));
  assert.deepEqual([stored.rows, stored.parts[0]?.rows], [2, 2]);
  assert.equal(stored.failure, failure);
});

test("an interruption leaves no part, and the next import is as if there had been none", async () => {
  const into = openNewStore(place);
  const controller = new AbortController();
  const interrupted = (async function* () {
    yield item("a");
    controller.abort(new Error("interrupted"));
    throw new Error("a reader's own words for it");
  })();
  await assert.rejects(store(into, interrupted, controller.signal), /interrupted/);
  assert.deepEqual(partFolders(into.folder), []);
  const resumed = await store(into, given(item("a"), item("b")));
  const undisturbed = await store(openNewStore(place), given(item("a"), item("b")));
  assert.deepEqual(resumed.parts, undisturbed.parts);
});

test("a part that is there already is taken, and its rows are read past", async () => {
  const into = openNewStore(place);
  const first = await store(into, given(item("a"), item("b")));
  const again = await store(into, given(item("a"), item("b")));
  assert.deepEqual(again, first);
  assert.equal(partFolders(into.folder).length, 1);
});

const record = (recipe: string, table: ImportRecord["table"]): ImportRecord => ({
  table,
  recipe,
  contents: recipe,
  sources: [],
  format: "by name",
  importedAt: "2026-01-01T00:00:00.000Z",
  rows: 1,
  rejected: {},
  firstRejected: {},
  parts: [
    {
      table,
      tableVersion: 1,
      name: "0",
      recipe,
      content: recipe,
      rows: 1,
      dropped: {},
      samples: {},
    } as ImportRecord["parts"][number],
  ],
  rejectParts: [],
  notices: [],
  complete: true,
});

test("imports are listed in their order; one that is made again keeps its place", async () => {
  const imports = openImports(place.newFolder());
  assert.deepEqual(await imports.list(), []);
  for (const recipe of ["first", "second", "first"]) await imports.add(record(recipe, "products"));
  const recipes = (await imports.list()).map(({ recipe }) => recipe);
  assert.deepEqual(recipes, ["first", "second"]);
});

test("stages read the imports of a table in their order, since a later row overrules", () => {
  const [a, b, log] = [record("a", "products"), record("b", "products"), record("c", "events")];
  const { importedProducts, importedEvents } = importedDatasets([a, log, b]);
  assert.deepEqual(importedProducts?.parts, [...a.parts, ...b.parts]);
  assert.deepEqual(importedEvents?.parts, log.parts);
  assert.notEqual(
    importedProducts?.content,
    importedDatasets([b, log, a])["importedProducts"]?.content,
  );
});

test("the same contents read in another way take the place of the earlier reading", async () => {
  const imports = openImports(place.newFolder());
  await imports.add(record("a", "events"));
  await imports.add(record("b", "events"));
  await imports.add({ ...record("a2", "events"), contents: "a" });
  assert.deepEqual(
    (await imports.list()).map(({ recipe }) => recipe),
    ["a2", "b"],
  );
});

test("an import alone takes out all earlier ones of its table, and no other", async () => {
  const imports = openImports(place.newFolder());
  for (const one of ["a", "b"]) await imports.add(record(one, "events"));
  await imports.add(record("p", "products"));
  await imports.add(record("c", "events"), { alone: true });
  assert.deepEqual(
    (await imports.list()).map(({ recipe }) => recipe),
    ["p", "c"],
  );
});
