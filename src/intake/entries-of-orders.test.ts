import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { ShopEvent } from "../domain/tables/events.ts";
import { entriesAsRecords, type Lists } from "./files/entries-as-records.ts";
import { memberOf } from "./files/read-json.ts";
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
    ...{ id: 45, name: "#1001", order_number: 1001, created_at: "2024-01-10T11:00:00-05:00" },
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

test("a time that is in UTC by its name is taken before the shop's own, and read so in any zone", async () => {
  const order = {
    ...{ id: 7, customer_id: 1, date_created: "2024-06-01T10:28:53" },
    ...{ date_created_gmt: "2024-06-01T08:28:53", order_currency_code: "EUR" },
    line_items: [{ sku: "M1", name: "Mug", quantity: 1 }],
  };
  const file = jsonl("gmt.jsonl", order, { ...order, id: 8, date_created_gmt: "2024-06-02" });
  for (const timeZone of ["UTC", "Europe/Berlin"]) {
    const { rows, error } = await readAll(readEvents, [file], { timeZone });
    assert.equal(error, null);
    assert.equal(new Date(rows[0]?.time ?? 0).toISOString(), "2024-06-01T08:28:53.000Z");
    assert.deepEqual(
      rows.map(({ currency }) => currency),
      ["EUR", "EUR"],
    );
  }
  assert.equal((await readAll(readProducts, [file])).rows.length, 1);
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

const parts = [
  { sku: "P1", quantity: 4 },
  { sku: "P2", quantity: 2 },
];

test("what a search showed and the parts of what was bought are no lines of an order, by whatever name the row says it", async () => {
  const own = { time, session: "s", customer: "c" };
  const cases = [
    [{ ...own, id: "e", kind: "search", query: "mug", results: parts }, []],
    [{ ...own, id: "e", type: "search", q: "mug", results: parts }, []],
    [{ ...own, id: "e", kind: "search", phrase: "mug", results: parts }, ["query=phrase"]],
    [{ ...own, id: "e", sku: "SET", quantity: 1, components: parts }, []],
    [{ ...own, id: "e", article: "SET", quantity: 1, components: parts }, []],
    [{ ...own, id: "e", artnr: "SET", quantity: 1, components: parts }, ["product=artnr"]],
  ] as const;
  for (const [document, maps] of cases) {
    const file = jsonl("one.jsonl", document);
    const { rows, error } = await readAll(readEvents, [file], { maps });
    assert.equal(error, null, JSON.stringify(document));
    const isSearch = "results" in document;
    assert.deepEqual(
      rows.map(({ id, product, query, quantity }) => [id, product, query, quantity]),
      [["default/e", isSearch ? null : "SET", isSearch ? "mug" : null, isSearch ? null : 1]],
      JSON.stringify(document),
    );
  }
  const shown = [
    { sku: "P1" },
    { product: { sku: "P1" }, variant: { quantity: 50 } },
    { product: { code: "P1" }, quantity: 1 },
  ];
  for (const one of shown) {
    const file = jsonl("shown.jsonl", { ...own, recommended: [one] });
    const { error } = await readAll(readEvents, [file]);
    assert.equal(error?.code, "COLUMN_MISSING", JSON.stringify(one));
  }
});

test("in a log of all that is done, only what has entries is taken apart", async () => {
  const own = { session: "s", customer: "c" };
  const done = (minute: number, id: string, what: object) => ({
    ...{ time: `2024-01-01T10:${10 + minute}:00Z`, id, ...own, ...what },
  });
  const seen = Array.from({ length: 40 }, (_, at) => [
    done(at, `q${at}`, { kind: "search", query: "mug", results: parts }),
    done(at, `c${at}`, { kind: "click", query: "mug", product_id: "P1", amount: 7, items: [] }),
  ]).flat();
  const bought = done(49, "b", { kind: "purchase", amount: 99, items: parts });
  const file = jsonl(
    "log.jsonl",
    ...seen,
    ...seen.map((one) => ({ ...one, session: "t" })),
    bought,
  );
  for (const maps of [[], ["product=items.sku"]]) {
    const { rows, rejects, notices, error } = await readAll(readEvents, [file], { maps });
    assert.equal(error, null);
    assert.deepEqual(rejects, []);
    assert.deepEqual(
      [rows[0], rows[1], ...rows.slice(160)].map((row) => [
        ...[row?.id.replace(/^event_.*/, "made"), row?.kind, row?.product, row?.query],
        ...[row?.quantity, row?.value],
      ]),
      [
        ["default/q0", "search", null, "mug", null, null],
        ["default/c0", "click", "P1", "mug", null, 7],
        ["made", "purchase", "P1", null, 4, null],
        ["made", "purchase", "P2", null, 2, null],
      ],
    );
    const unused = notices.find(({ code }) => code === "COLUMNS_UNUSED")?.message ?? "";
    assert.equal(unused, "Columns not used: results.");
  }
});

test("what entries tell is seen also where they come late in a log", async () => {
  const own = { time, customer: "c" };
  const clicks = Array.from({ length: 120 }, (_, at) => ({
    ...{ ...own, session: `s${at}`, kind: "click", product_id: "P1" },
  }));
  const searched = { ...own, session: "s", kind: "search", query: "mug", results: parts };
  const shown = await readAll(readEvents, [jsonl("late.jsonl", ...clicks, searched)]);
  assert.equal(shown.rows.length, 121);
  const items = [{ sku: "", product_id: "P5", quantity: 1 }];
  const bought = { ...own, session: "s", kind: "purchase", items };
  const { rows } = await readAll(readEvents, [jsonl("late.jsonl", ...clicks, bought)]);
  assert.deepEqual(
    rows.slice(119).map(({ product }) => product),
    ["P1", "P5"],
  );
});

test("a product's variants are no lines of an order", async () => {
  const product = { id: "N9", title: "Pan", user_id: 7, created_at: time };
  const variants = [
    { sku: "N-1", title: "blue", quantity: 5 },
    { sku: "N-2", title: "red", quantity: 7 },
  ];
  const cases = [
    [{ ...product, variants }, ["sku=id"], "N9"],
    [{ ...product, id: 1, item: "N9", variants }, [], "N9"],
    [{ sku: "N9", name: "Pan", created_at: time, variants }, [], "N9"],
  ] as const;
  for (const [document, maps, sku] of cases) {
    const { rows } = await readAll(readProducts, [jsonl("pan.jsonl", document)], { maps });
    assert.deepEqual(
      rows.map((row) => [row.sku, row.title]),
      [[sku, "Pan"]],
    );
  }
  const { error } = await readAll(readProducts, [jsonl("pan.jsonl", { ...product, variants })]);
  assert.match(error?.hint ?? "", /variants holds lists: --map sku=variants\.MEMBER/);
  const timeless = jsonl("pan.jsonl", { id: "N9", label: "Pan", variants });
  assert.equal((await readAll(readProducts, [timeless])).error?.code, "COLUMN_MISSING");
  const colours = [{ sku: "N-1", color: "blue" }, { sku: "N-2" }];
  const led = await readAll(readProducts, [jsonl("pan.jsonl", { ...product, variants: colours })], {
    maps: ["sku=variants.sku"],
  });
  assert.deepEqual(
    led.rows.map(({ sku, title, attributes }) => [sku, title, attributes]),
    [
      ["N-1", "Pan", { color: "blue" }],
      ["N-2", "Pan", {}],
    ],
  );
});

test("of an order's own fields none is a product's", async () => {
  const order = (note: string) => ({
    ...{ id: 727, parent_id: 0, locale: "de-AT", attributes: { note }, date_created: time },
    line_items: [{ sku: "M1", name: "Mug", quantity: 2 }],
  });
  const file = jsonl("notes.jsonl", order("For Anna"), order("For Ben"));
  const { rows, rejects } = await readAll(readProducts, [file]);
  assert.deepEqual(
    rows.map(({ sku, title, parent, locale, attributes }) => [
      ...[sku, title, parent, locale, JSON.stringify(attributes)],
    ]),
    [["M1", "Mug", null, "en-US", "{}"]],
  );
  assert.doesNotMatch(JSON.stringify(rejects), /Anna|Ben/);
});

test("of two lists that may be the lines neither is taken unsaid", async () => {
  const order = { order_id: 1, time, customer: "c", gifts: parts, items: [{ sku: "P9", qty: 1 }] };
  const file = jsonl("gifts.jsonl", order);
  const { error } = await readAll(readEvents, [file]);
  assert.equal(error?.code, "LIST_AMBIGUOUS");
  assert.match(error?.hint ?? "", /--map product=gifts\.COLUMN or --map product=items\.COLUMN/);
  const { rows } = await readAll(readEvents, [file], { maps: ["product=items.sku"] });
  assert.deepEqual(boughtOf(rows), [["1", "hash of c", "P9", 1, null]]);
});

test("an event's id is no session; an order's is, and only a time cancels it", async () => {
  const items = [{ sku: "P1", quantity: 1 }];
  const sessions = async (document: object, maps: readonly string[] = []) => {
    const { rows, notices } = await readAll(readEvents, [jsonl("e.jsonl", document)], { maps });
    return [rows.map(({ session }) => session), notices.some(({ loud }) => loud === true)];
  };
  const event = { id: "e1", time, email: "a@example.org", items };
  assert.deepEqual(await sessions({ ...event, kind: "purchase" }), [[null], false]);
  assert.deepEqual(await sessions({ ...event, type: "click" }), [[null], false]);
  assert.deepEqual(await sessions(event, ["kind==click"]), [[null], false]);
  assert.deepEqual(await sessions(event, ["kind==purchase"]), [["e1"], false]);
  for (const cancelled_at of [false, 0, "", "0000-00-00 00:00:00", null]) {
    assert.deepEqual(await sessions({ ...event, cancelled_at }), [["e1"], false]);
  }
});

test("how many and for how much is the line's own, not the stock and the list price of its product", async () => {
  const line = {
    qty: 2,
    price: 9,
    product: { sku: "P1", unit_price: 12 },
    variant: { quantity: 50 },
  };
  const file = jsonl(
    "stock.jsonl",
    { order_id: 1, time, customer: "c", product: null, order: { items: [line] } },
    { order_id: 2, time, customer: "c", product: null, order: { items: line } },
    { order_id: 3, time, customer: "c", product: null, order: { items: "" } },
  );
  const { rows, rejects, error } = await readAll(readEvents, [file]);
  assert.equal(error, null);
  assert.deepEqual(boughtOf(rows), [
    ["1", "hash of c", "P1", 2, 18],
    ["2", "hash of c", "P1", 2, 18],
  ]);
  assert.deepEqual(
    rejects.map(({ line: at, code }) => [at, code]),
    [[3, "PRODUCT_MISSING"]],
  );
});

test("products are called by the first name that most lines have, or by the fullest", async () => {
  const seen = { kind: "click", time, session: "s" };
  const called = async (...items: readonly object[]) => {
    const bought = { ...seen, kind: "purchase" };
    const file = jsonl(
      "few.jsonl",
      ...Array.from({ length: 6 }, () => seen),
      ...items.map((item) => ({ ...bought, items: [{ ...item, quantity: 1 }] })),
    );
    const { rows } = await readAll(readEvents, [file]);
    return rows.map(({ product }) => product);
  };
  assert.deepEqual(
    await called({ sku: "A1", product_id: 1 }, { product_id: 2 }, { sku: "A3", product_id: 3 }),
    ["A1", "A3"],
  );
  const few = [{ sku: "A1" }, { product_id: 2 }, { product_id: 3 }, { ean: 4 }, { ean: null }];
  assert.deepEqual(await called(...few), ["2", "3"]);
  assert.deepEqual(await called({ sku: null, product_id: 5 }, { product_id: 6 }), ["5", "6"]);
});

test("of a list that a map leads into, a product's stock is not how many were bought", async () => {
  const item = { product: { code: "P1" }, variant: { quantity: 50 } };
  const file = jsonl("led.jsonl", { order_id: 1, time, customer: "c", items: [item] });
  const { rows } = await readAll(readEvents, [file], { maps: ["product=items.product.code"] });
  assert.deepEqual(boughtOf(rows), [["1", "hash of c", "P1", null, null]]);
});

test("equal lines of one order are told as such", async () => {
  const line = { sku: "P1", quantity: 1 };
  const file = jsonl("twice.jsonl", { order_id: 1, time, customer: "c", items: [line, line] });
  const { rejects } = await readAll(readEvents, [file]);
  assert.deepEqual(
    rejects.map(({ place, message }) => [place, message]),
    [[2, "The same event came before, in the same line."]],
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
  const nested = { time, customer: "c", positions: [{ article: { number: "A", name: "x" } }] };
  assert.match(
    (await readAll(readEvents, [jsonl("nested.jsonl", nested)])).error?.hint ?? "",
    /whose members are article\.number, article\.name$/,
  );
  const billed = jsonl("billed.jsonl", {
    ...{ time, customer: "a", billing: { town: "x" }, taxes: [{ rate: 1 }] },
    items_bought: [{ sku: "B1" }],
  });
  const hint = (await readAll(readEvents, [billed])).error?.hint ?? "";
  assert.match(hint, /items_bought holds lists/);
  assert.doesNotMatch(hint, /for COLUMN: (?:.*, )?billing(?:,|\. |$)/);
  const timeless = jsonl("timeless.jsonl", { sku: "A1", customer: "a", taxes: [{ rate: 1 }] });
  const missing = await readAll(readEvents, [timeless]);
  assert.match(missing.error?.message ?? "", /no column for time/);
  assert.doesNotMatch(missing.error?.hint ?? "", /holds lists/);
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
      cell: memberOf,
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

test("amounts that a map takes from the whole order are told, and those of a line are not", async () => {
  const told = async (...maps: readonly string[]) => {
    const { notices } = await readAll(readEvents, [shopify], { maps });
    return notices
      .filter(({ code }) => code === "AMOUNTS_OF_WHOLE")
      .map(({ loud, message }) => [loud, message.split(",")[0]]);
  };
  const whole = [[true, "total_price stands beside line_items"]];
  assert.deepEqual(await told("value=total_price"), whole);
  assert.deepEqual(await told("value=line_items.price"), []);
  assert.deepEqual(await told("value==1"), []);
});

test("how a product is sold is not its type, and where an order was placed is not what was done", async () => {
  const order = (id: number, product_type: string) => ({
    ...{ increment_id: `000${id}`, created_at: "2024-01-10 11:00:00" },
    created_via: id % 2 === 0 ? "checkout" : "admin",
    items: [{ sku: `P${id}`, name: "Sofa", qty_ordered: 1, product_type, kind_of: "order" }],
  });
  const typesOf = async (...types: readonly string[]) => {
    const file = jsonl("typed.jsonl", ...types.map((type, id) => order(id, type)));
    const { rows } = await readAll(readProducts, [file]);
    return rows.map(({ productType }) => productType);
  };
  assert.deepEqual(await typesOf("simple", "configurable"), [null, null]);
  assert.deepEqual(await typesOf("simple", "Sofas"), ["simple", "Sofas"]);
  const orders = jsonl("typed.jsonl", ...[0, 1, 2].map((id) => order(id, "simple")));
  const { notices } = await readAll(readEvents, [orders]);
  assert.ok(!notices.some(({ loud }) => loud), JSON.stringify(notices));
  const doings = ["bought", "returned"].map((doing, id) => ({ ...order(id, "simple"), doing }));
  const told = (await readAll(readEvents, [jsonl("doings.jsonl", ...doings)])).notices;
  assert.match(told.find(({ loud }) => loud)?.message ?? "", /--map kind=doing/);
});

test("a customer whom the first two hundred orders lack is read from the orders that have one", async () => {
  const order = (id: number, customer: unknown) => ({
    ...{
      order_number: id,
      created_at: "2024-01-10T11:00:00Z",
      email: `${id}@example.org`,
      customer,
    },
    line_items: [{ sku: "P1", quantity: 1 }],
  });
  const guests = Array.from({ length: 250 }, (_, id) => order(id, null));
  const { rows } = await readAll(readEvents, [
    jsonl("guests.jsonl", ...guests, order(300, { id: 7 }), order(301, { id: 7 })),
  ]);
  assert.deepEqual(
    [rows[0], ...rows.slice(-2)].map((row) => row?.customer),
    ["hash of 0@example.org", "hash of 7", "hash of 7"],
  );
});

test("a page of orders is told as such, and one order that stands alone is read with all that it says", async () => {
  const [order] = readFileSync(shopify, "utf8").split("\n");
  const page = folder.write("page.json", `{"orders":[${order}],"next":null}`);
  const alone = folder.write("alone.json", `{"order":${order}}`);
  for (const [file, taken] of [
    [page, "orders"],
    [alone, "order"],
  ] as const) {
    const { rows, notices } = await readAll(readEvents, [file]);
    assert.deepEqual(boughtOf(rows)[0], ["1001", "hash of 207", "POD", 1, 199]);
    const told = notices.find(({ code }) => code === "LIST_TAKEN")?.message;
    assert.match(told ?? "", new RegExp(`taken from ${taken},`));
  }
});

test("what became of units is told once for a file, however its columns grow, and the name of a person is not shown", async () => {
  const orders = Array.from({ length: 12_000 }, (_, id) => ({
    ...{ order_number: id, created_at: "2024-01-10T11:00:00Z" },
    ...(id > 10_500 ? { late: 1 } : {}),
    line_items: [{ sku: "P1", quantity: 2, qty_refunded: id % 2 }],
  }));
  const grown = await readAll(readEvents, [jsonl("grown.jsonl", ...orders)]);
  const told = grown.notices.filter(({ code }) => code === "UNITS_TAKEN_BACK");
  assert.deepEqual(
    told.map(({ message }) => message),
    [
      "grown.jsonl: by line_items.qty_refunded 6,000 lines with fewer units than were ordered count.",
    ],
  );
  const of = folder.write(
    "of.json",
    JSON.stringify({ "Max Mustermann": { orders: orders.slice(1, 2) } }),
  );
  const { notices } = await readAll(readEvents, [of]);
  assert.doesNotMatch(JSON.stringify(notices), /Mustermann/);
});
