import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import { entriesAsRecords, type Lists } from "./files/entries-as-records.ts";
import { readAll, testFolder, writeParquet } from "./import-for-tests.ts";
import { Problem } from "./import-item.ts";
import { readEvents } from "./read-events.ts";
import { readProducts } from "./read-products.ts";

const folder = testFolder();
const jsonl = (name: string, ...documents: readonly unknown[]): string =>
  folder.write(name, `${documents.map((one) => JSON.stringify(one)).join("\n")}\n`);
const boughtOf = (rows: readonly ShopEvent[]) =>
  rows.map(({ session, customer, product, quantity, value }) => [
    ...[session, customer, product, quantity, value],
  ]);

const shopify = jsonl(
  "orders.jsonl",
  {
    ...{ id: 45, order_number: 1001, created_at: "2024-01-10T11:00:00-05:00" },
    ...{ total_price: "217.00", financial_status: "paid", cancelled_at: null, currency: "USD" },
    customer: { id: 207, first_name: "A" },
    line_items: [
      { id: 1, sku: "POD", name: "Pod", quantity: 1, price: "199.00", product_id: 6 },
      { id: 2, sku: "CASE", name: "Case", quantity: 2, price: "9.00", product_id: 7 },
      { id: 3, sku: null, name: "Tip", quantity: 1, price: "5.00", product_id: null },
    ],
  },
  {
    ...{ id: 46, order_number: 1002, created_at: "2024-01-11T11:00:00-05:00" },
    ...{ financial_status: "paid", cancelled_at: "2024-01-12T11:00:00-05:00" },
    line_items: [{ id: 4, sku: "POD", name: "Pod", quantity: 1, price: "199.00" }],
  },
  {
    ...{ id: 47, order_number: 1003, created_at: "2024-01-12T11:00:00-05:00" },
    ...{ financial_status: "refunded", email: "b@example.org" },
    line_items: [{ id: 5, sku: "CASE", name: "Case", quantity: 1, price: "9.00" }],
  },
  {
    ...{ id: 48, order_number: 1004, created_at: "2024-01-13T11:00:00-05:00" },
    ...{ financial_status: "paid", email: "b@example.org", line_items: [] },
  },
  {
    ...{ id: 49, order_number: 1005, created_at: "2024-01-14T11:00:00-05:00" },
    ...{ financial_status: "paid", email: "b@example.org" },
    line_items: [{ id: 6, sku: "CASE", name: "Case", quantity: 1, price: "9.00", vendor: "V" }],
  },
);

test("each line of an order's list is a row: bought by whom and when is the order's, what and for how much the line's", async () => {
  const { rows, rejects, notices, error } = await readAll(readEvents, [shopify]);
  assert.equal(error, null);
  assert.deepEqual(boughtOf(rows), [
    ["1001", "hash of 207", "POD", 1, 199],
    ["1001", "hash of 207", "CASE", 2, 18],
    ["1005", "hash of b@example.org", "CASE", 1, 9],
  ]);
  assert.deepEqual(
    rejects.map(({ line, place, code }) => [line, place, code]),
    [
      [1, 3, "PRODUCT_MISSING"],
      [2, 1, "ORDER_CANCELLED"],
      [3, 1, "ORDER_CANCELLED"],
      [4, 1, "PRODUCT_MISSING"],
    ],
  );
  assert.ok(rejects.every(({ row }) => !(row ?? "").includes("example.org")));
  assert.match(
    notices.find(({ code }) => code === "SHOP_EXPORT_TAKEN")?.message ?? "",
    /each entry of line_items is a row/,
  );
});

test("a line of an order that came to nothing is told once, by whichever of its words", async () => {
  const undone: string[] = [];
  const onUndone = ({ time: at }: { readonly time: number }) =>
    undone.push(new Date(at).toISOString().slice(0, 10));
  await readAll(readEvents, [shopify], { onUndone });
  assert.deepEqual(undone, ["2024-01-11", "2024-01-12"]);
});

test("an order that comes again is told line by line", async () => {
  const again = jsonl("sent-again.jsonl", {
    ...{ order_number: 1001, created_at: "2024-01-10T11:00:00-05:00", currency: "USD" },
    customer: { id: 207 },
    line_items: [
      { sku: "CASE", quantity: 2, price: "9.00" },
      { sku: "POD", quantity: 1, price: "199.00" },
    ],
  });
  const { rejects } = await readAll(readEvents, [shopify, again]);
  assert.deepEqual(
    rejects
      .filter(({ source }) => source === "sent-again.jsonl")
      .map(({ line, place, code, message }) => [line, place, code, message.split(", at ")[1]]),
    [
      [1, 1, "EVENT_REPEATED", "orders.jsonl, line 1."],
      [1, 2, "EVENT_REPEATED", "orders.jsonl, line 1."],
    ],
  );
});

test("such orders are a catalogue too", async () => {
  const { rows, error } = await readAll(readProducts, [shopify]);
  assert.equal(error, null);
  assert.deepEqual(
    rows.map(({ sku, title }) => [sku, title]),
    [
      ["POD", "Pod"],
      ["CASE", "Case"],
    ],
  );
});

test("customer 0 is nobody, and skus that most lines lack are not what products are called by", async () => {
  const order = (id: number, customer_id: number, sku: string) => ({
    ...{ id, status: "completed", date_created: "2024-03-22T16:28:02", customer_id },
    ...{ total: "29.35", billing: { email: "" } },
    line_items: [{ id: 10 * id, name: "Mug", product_id: 93, quantity: 2, total: "6.00", sku }],
  });
  const file = jsonl("woo.jsonl", order(727, 3, ""), order(728, 0, "M1"), order(729, 4, ""));
  const { rows, error } = await readAll(readEvents, [file]);
  assert.equal(error, null);
  assert.deepEqual(boughtOf(rows), [
    ["727", "hash of 3", "93", 2, 6],
    ["728", null, "93", 2, 6],
    ["729", "hash of 4", "93", 2, 6],
  ]);
});

test("lists of structures in Parquet are lines too", async () => {
  const file = await writeParquet(
    join(folder.path, "orders.parquet"),
    `SELECT 'o1' AS order_id, TIMESTAMP '2024-01-01 10:00:00' AS created_at, 'c' AS customer_id,
      [{'sku': 'P1', 'qty': 1}, {'sku': 'P2', 'qty': 3}] AS lines`,
  );
  const { rows, error } = await readAll(readEvents, [file]);
  assert.equal(error, null);
  assert.deepEqual(boughtOf(rows), [
    ["o1", "hash of c", "P1", 1, null],
    ["o1", "hash of c", "P2", 3, null],
  ]);
});

const time = "2024-01-01T10:00:00Z";

test("what a search showed, the parts of what was bought and a product's variants are no lines of an order", async () => {
  const search = {
    ...{ time, kind: "search", session: "s", query: "mug" },
    results: [
      { sku: "P1", quantity: 5 },
      { sku: "P2", quantity: 7 },
    ],
  };
  const bundle = {
    ...{ time, session: "s", sku: "SET", quantity: 1 },
    components: [
      { sku: "P1", quantity: 1 },
      { sku: "P2", quantity: 2 },
    ],
  };
  for (const [name, document] of Object.entries({ search, bundle })) {
    const { rows, error } = await readAll(readEvents, [jsonl(`${name}.jsonl`, document)]);
    assert.equal(error, null, name);
    assert.equal(rows.length, 1, name);
  }
  const seen = { time, session: "s", recommended: [{ sku: "P1" }] };
  const { error } = await readAll(readEvents, [jsonl("seen.jsonl", seen)]);
  assert.equal(error?.code, "COLUMN_MISSING");
  const product = {
    ...{ id: "M", title: "Mug", createdAt: time },
    variants: [
      { sku: "M-1", quantity: 5 },
      { sku: "M-2", quantity: 7 },
    ],
  };
  const file = jsonl("product.jsonl", product);
  const { rows } = await readAll(readProducts, [file], { maps: ["sku=id"] });
  assert.deepEqual(
    rows.map(({ sku }) => sku),
    ["M"],
  );
});

test("a map leads into any list; without one the error says how", async () => {
  const file = jsonl(
    "baskets.jsonl",
    { id: "1", time, customer: "a", items_bought: [{ code: "B1" }, { code: "B2" }, { other: 1 }] },
    { id: "2", time, customer: "b", items_bought: [{ code: "B1", wrapped: true }] },
  );
  const { error } = await readAll(readEvents, [file]);
  assert.match(
    error?.hint ?? "",
    /items_bought holds lists: --map product=items_bought\.MEMBER takes each/,
  );
  assert.doesNotMatch(error?.hint ?? "", /product=items_bought(?!\.)/);
  const mapped = await readAll(readEvents, [file], { maps: ["product=items_bought.code"] });
  assert.deepEqual(boughtOf(mapped.rows), [
    ["1", "hash of a", "B1", null, null],
    ["1", "hash of a", "B2", null, null],
    ["2", "hash of b", "B1", null, null],
  ]);
  assert.deepEqual(
    mapped.rejects.map(({ line, place, code }) => [line, place, code]),
    [[1, 3, "PRODUCT_MISSING"]],
  );
  const wrong = await readAll(readEvents, [file], { maps: ["product=items_bought.cod"] });
  assert.match(wrong.error?.hint ?? "", /--map product=items_bought\.code/);
});

test("members of entries that come later are columns too; what is no entry stays a record", async () => {
  const batches = [
    [{ line: 1, value: { id: "1", lines: [{ sku: "P1" }, { sku: "P2" }] } }],
    [
      { line: 2, value: { id: "2", lines: [{ sku: "P1", wrapping: { colour: "red" } }] } },
      { line: 3, value: { id: "3" } },
      { line: 4, problem: new Problem("JSON_BROKEN", "The line is not one whole JSON value.") },
    ],
  ];
  const told: Lists[] = [];
  const records = entriesAsRecords(
    {
      columns: ["id", "lines"],
      cell: () => () => undefined,
      batches: (async function* () {
        yield* batches;
      })(),
    },
    (lists) => {
      told.push(lists);
      return "lines";
    },
  );
  const seen: (readonly [readonly string[], readonly (readonly (number | undefined)[])[]])[] = [];
  for await (const batch of records.batches) {
    seen.push([records.columns, batch.map(({ line, place }) => [line, place])]);
  }
  assert.deepEqual(told, [new Map([["lines", ["sku"]]])]);
  assert.deepEqual(seen, [
    [
      ["lines.sku", "id", "lines"],
      [
        [1, 1],
        [1, 2],
      ],
    ],
    [
      ["lines.sku", "lines.wrapping", "lines.wrapping.colour", "id", "lines"],
      [
        [2, 1],
        [3, undefined],
        [4, undefined],
      ],
    ],
  ]);
});
