import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readAll, testFolder, writeParquet } from "../import-for-tests.ts";
import { readEvents } from "../read-events.ts";
import { readProducts } from "../read-products.ts";
import { parseKinds } from "../told-kinds.ts";

const folder = testFolder();
let files = 0;
const noon = Date.UTC(2026, 0, 5, 12);

const parameter = (key: string, value: string | number) => ({
  key,
  value: typeof value === "number" ? { int_value: `${value}` } : { string_value: value },
});

/** A document as BigQuery writes it: whole numbers are texts. */
const document = (
  name: string,
  {
    items = [],
    parameters = {},
    at = 0,
    ...more
  }: {
    readonly items?: readonly object[];
    readonly parameters?: Readonly<Record<string, string | number>>;
    readonly at?: number;
    readonly [field: string]: unknown;
  } = {},
) => ({
  event_date: "20260105",
  event_timestamp: `${(noon + at) * 1000}`,
  event_name: name,
  user_pseudo_id: "1.2",
  event_params: Object.entries({ ga_session_id: 77, ...parameters }).map(([key, value]) =>
    parameter(key, value),
  ),
  items,
  ...more,
});

/** Documents as packed JSON lines, read as one file of the export. */
function imported(documents: readonly object[], kinds: readonly string[] = []) {
  const lines = documents.map((one) => JSON.stringify(one)).join("\n");
  const file = folder.write(`${++files}.json.gz`, gzipSync(`${lines}\n`));
  return readAll(readEvents, [file], { format: "ga4", kinds: parseKinds(kinds) });
}

test("a search has its words, and the session and customer of its device; of anything else each item is an event", async () => {
  const { rows, rejects } = await imported([
    document("view_search_results", { parameters: { search_term: " PS4 " } }),
    document("view_item_list", {
      items: [
        { item_id: "A", item_list_index: "1" },
        { item_id: "B", item_list_index: "2" },
      ],
    }),
    document("purchase", {
      user_id: "ada",
      parameters: { transaction_id: "T1", currency: "eur" },
      items: [{ item_id: "B", quantity: "2", price: 9.95 }],
    }),
  ]);
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ kind, query, product, position, quantity, value, currency, customer }) => [
      ...[kind, query, product, position, quantity, value, currency, customer],
    ]),
    [
      ["search", "PS4", null, null, null, null, null, "hash of 1.2"],
      ["impression", null, "A", 1, null, null, null, "hash of 1.2"],
      ["impression", null, "B", 2, null, null, null, "hash of 1.2"],
      ["purchase", null, "B", null, 2, 19.9, "EUR", "hash of ada"],
    ],
  );
  assert.deepEqual(new Set(rows.map(({ session }) => session)), new Set(["hash of 1.2.77"]));
  assert.deepEqual(new Set(rows.map(({ time }) => time)), new Set([noon]));
});

test("places that begin with 0 are raised by 1, wherever the first stands", async () => {
  const list = (...indexes: readonly number[]) =>
    document("view_item_list", {
      items: indexes.map((index) => ({ item_id: `P${index}`, item_list_index: index })),
    });
  const { rows } = await imported([list(4, 5), list(0, 1)]);
  assert.deepEqual(
    rows.map(({ position }) => position),
    [5, 6, 1, 2],
  );
});

test("an order told again and a view after its click have the id of the first, other acts do not", async () => {
  const order = (at: number) =>
    document("purchase", {
      at,
      ecommerce: { transaction_id: "T1" },
      items: [{ item_id: "A" }, { item_id: "A" }, { item_id: "B" }],
    });
  const seen = { items: [{ item_id: "A" }] };
  const { rows } = await imported([
    order(0),
    order(60_000),
    document("select_item", seen),
    document("view_item", { ...seen, at: 900 }),
    document("view_item", { ...seen, at: 900, event_params: [parameter("ga_session_id", 78)] }),
    document("add_to_cart", seen),
    document("add_to_cart", { ...seen, at: 1 }),
  ]);
  const ids = rows.map(({ id }) => id);
  assert.deepEqual(ids.slice(0, 3), ids.slice(3, 6));
  assert.equal(new Set(ids.slice(0, 3)).size, 3);
  assert.equal(ids[6], ids[7]);
  assert.equal(new Set(ids.slice(7)).size, 4);
});

test("what is no act of a shop is counted by its name; --kind takes one in", async () => {
  const documents = [
    document("page_view"),
    document("page_view"),
    document("click"),
    document("site_search", { parameters: { search_term: "tea" } }),
  ];
  const { rows, rejects, notices } = await imported(documents);
  assert.deepEqual([rows, rejects], [[], []]);
  assert.match(
    notices.map(({ message }) => message).join(),
    /4 documents: page_view 2, click 1, site_search 1\./,
  );
  const told = await imported(documents, ["site_search=search"]);
  assert.deepEqual(
    told.rows.map(({ kind, query }) => [kind, query]),
    [["search", "tea"]],
  );
});

test("what cannot be used is told with its reason, and no word of what was typed", async () => {
  const { rows, rejects } = await imported([
    document("view_search_results", { parameters: { term: "secret" } }),
    document("purchase", { parameters: { search_term: "secret" } }),
    document("select_item", { items: [{ item_id: "A" }, { item_id: "(not set)" }] }),
    document("select_item", { event_timestamp: null }),
    document("purchase", { items: [{ item_id: "A", quantity: "two" }] }),
    { event_params: [parameter("search_term", "secret")] },
  ]);
  assert.deepEqual(
    rejects.map(({ line, place, code }) => [line, place, code]),
    [
      [1, 1, "QUERY_MISSING"],
      [2, 1, "PRODUCT_MISSING"],
      [3, 2, "PRODUCT_MISSING"],
      [4, 1, "TIME_MISSING"],
      [5, 1, "NUMBER_UNREADABLE"],
      [6, 1, "KIND_MISSING"],
    ],
  );
  assert.deepEqual(
    rows.map(({ product }) => product),
    ["A"],
  );
  assert.doesNotMatch(JSON.stringify(rejects), /secret/);
});

test("without consent there is neither session nor customer, and the event is there", async () => {
  const { rows } = await imported([
    document("add_to_cart", { user_pseudo_id: null, items: [{ item_id: "A" }] }),
  ]);
  assert.deepEqual(
    rows.map(({ session, customer, product }) => [session, customer, product]),
    [[null, null, "A"]],
  );
});

test("Parquet gives the events that the same documents give as lines", async () => {
  const values = (text: string, int: string): string =>
    `{'string_value': ${text}, 'int_value': ${int}, 'float_value': NULL::DOUBLE, 'double_value': NULL::DOUBLE}`;
  const place = await writeParquet(
    join(folder.path, "events_20260105.parquet"),
    `SELECT '20260105' AS event_date, ${noon * 1000}::BIGINT AS event_timestamp, 'purchase' AS event_name,
      '1.2' AS user_pseudo_id,
      [{'key': 'ga_session_id', 'value': ${values("NULL", "77::BIGINT")}},
       {'key': 'transaction_id', 'value': ${values("'T1'", "NULL::BIGINT")}}] AS event_params,
      [{'item_id': 'B', 'quantity': 2::BIGINT, 'price': 9.95::DOUBLE, 'item_list_index': '(not set)'}] AS items`,
  );
  const { rows } = await readAll(readEvents, [place], { format: "ga4" });
  const lines = await imported([
    document("purchase", {
      parameters: { transaction_id: "T1" },
      items: [{ item_id: "B", quantity: "2", price: 9.95 }],
    }),
  ]);
  assert.equal(rows.length, 1);
  assert.deepEqual(rows, lines.rows);
});

test("it holds no catalogue, and says so", async () => {
  const file = folder.write(`${++files}.jsonl`, `${JSON.stringify(document("purchase"))}\n`);
  const { error } = await readAll(readProducts, [file], { format: "ga4" });
  assert.equal(Reflect.get(Object(error), "code"), "FORMAT_WITHOUT_PRODUCTS");
});
