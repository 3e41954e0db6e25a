import assert from "node:assert/strict";
import { test } from "node:test";
import { columnsMissing } from "./columns-missing.ts";
import { eventFields, productFields } from "./field-words.ts";
import { resolveColumns } from "./resolve-columns.ts";

const invoices = {
  name: "invoices.csv",
  columns: ["InvoiceNo", "StockCode", "Description", "Quantity", "When", "CustomerID"],
  cell: (column: string) => (value: unknown) => (value as Record<string, unknown>)[column],
  samples: [] as readonly unknown[],
};

const columnOf = (resolved: ReturnType<typeof resolveColumns>) =>
  Object.fromEntries([...resolved].map(([field, { column }]) => [field, column]));

test("own names and synonyms are found, however they are spelled", () => {
  assert.deepEqual(columnOf(resolveColumns(invoices, eventFields, {})), {
    session: "InvoiceNo",
    product: "StockCode",
    quantity: "Quantity",
    customer: "CustomerID",
  });
});

test("the map comes first, and what it takes serves no other field", () => {
  const map = { parent: "sku", sku: "item", title: "=thing" };
  const source = { ...invoices, columns: ["sku", "item", "title"] };
  const resolved = resolveColumns(source, productFields, map);
  assert.deepEqual(columnOf(resolved), { parent: "sku", sku: "item", title: null });
  assert.equal(resolved.get("title")?.cell({}), "thing");
});

test("a mapped column that the file lacks is an error with the nearest that it has", () => {
  assert.throws(
    () => resolveColumns(invoices, eventFields, { product: "StockCod" }),
    (error: Error) => {
      assert.equal(Reflect.get(error, "code"), "COLUMN_MISSING");
      assert.equal(Reflect.get(error, "exitCode"), 2);
      assert.match(error.message, /invoices\.csv has no column StockCod .*InvoiceNo, StockCode/);
      assert.match(String(Reflect.get(error, "hint")), /--map product=StockCode\?/);
      return true;
    },
  );
});

test("missing columns give a map to paste, each column once, quoted where a shell needs it", () => {
  const source = { ...invoices, columns: ["Stock Code", "Sold on (date)", "x"] };
  const error = columnsMissing(source, ["product", "time", "session"], eventFields, new Map());
  assert.match(error.message, /no column for product, time, session\. Its columns: Stock Code/);
  assert.match(
    error.hint,
    /--map 'product=Stock Code' --map 'time=Sold on \(date\)' --map session=COLUMN, with one of these for COLUMN: x$/,
  );
});

test("a column that the file has twice is refused where it is needed, and only there", () => {
  const source = { ...invoices, columns: ["sku", "x", "title", "x", "sku"] };
  assert.throws(() => resolveColumns(source, productFields, {}), { code: "COLUMN_REPEATED" });
  resolveColumns({ ...source, columns: ["sku", "x", "x"] }, productFields, {});
});

test("columns with German, French and Spanish names are proposed; without a telling name all are shown", () => {
  const hintOf = (columns: readonly string[], missing: readonly string[]) =>
    columnsMissing({ ...invoices, columns }, missing, productFields, new Map()).hint.split(
      "perhaps: ",
    )[1];
  const product = ["sku", "title"];
  for (const [columns, hint] of [
    [["Artikelnr.", "Bezeichnung (DE)"], "--map sku=Artikelnr. --map 'title=Bezeichnung (DE)'"],
    [["Artikel", "Bezeichnung"], "--map sku=Artikel --map title=Bezeichnung"],
    [["Artikelname", "Artikelnummer"], "--map sku=Artikelnummer --map title=Artikelname"],
    [["Désignation", "Référence"], "--map 'sku=Référence' --map 'title=Désignation'"],
    [["Código", "Nombre"], "--map 'sku=Código' --map title=Nombre"],
    [["aa", "b b"], "--map sku=COLUMN --map title=COLUMN, with one of these for COLUMN: aa, 'b b'"],
  ] as const) {
    assert.equal(hintOf(columns, product), hint);
  }
  const event = columnsMissing(
    { ...invoices, columns: ["Suchbegriff", "Kundennr", "Datum", "Artikel"] },
    ["time", "product", "query", "customer"],
    eventFields,
    new Map(),
  );
  assert.match(
    event.hint,
    /time=Datum --map product=Artikel --map query=Suchbegriff --map customer=Kundennr$/,
  );
});
