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

test("what was typed stays, be it none; the export's mark for nothing is no search", async () => {
  const search = (term: string) =>
    document("view_search_results", { parameters: { search_term: term } });
  const { rows, rejects } = await imported([search("none"), search("(not set)")]);
  assert.deepEqual(
    rows.map(({ query }) => query),
    ["none"],
  );
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ["QUERY_MISSING"],
  );
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

test("an order told again has the id of the first; of other acts each has its own, wherever it stood in its list", async () => {
  const order = (at: number) =>
    document("purchase", {
      at,
      ecommerce: { transaction_id: "T1" },
      items: [
        { item_id: "A" },
        { item_id: "A" },
        { item_id: "B" },
        { item_id: 1 },
        { item_id: "1" },
      ],
    });
  const { rows } = await imported([order(0), order(60_000)]);
  const ids = rows.map(({ id }) => id);
  assert.deepEqual(ids.slice(0, 5), ids.slice(5));
  assert.equal(new Set(ids).size, 5);

  const chosen = (at: number, index: number) =>
    document("select_item", { at, items: [{ item_id: "A", item_list_index: index }] });
  const one = await imported([
    chosen(0, 3),
    chosen(900, 1),
    document("view_item", { at: 900, items: [{ item_id: "A" }] }),
  ]);
  assert.equal(new Set(one.rows.map(({ id }) => id)).size, 3);
  const fromZero = await imported([chosen(0, 3), chosen(1, 0)]);
  assert.equal(fromZero.rows[0]?.id, one.rows[0]?.id);
  assert.notEqual(fromZero.rows[0]?.position, one.rows[0]?.position);
});

test("what is no act of a shop is counted by its name; --kind takes one in", async () => {
  const times = (count: number, name: string) =>
    Array.from({ length: count }, (_, at) => document(name, { at }));
  const documents = [
    ...times(30, "page_view"),
    ...times(12, "click"),
    // Names that come seldom, or look like what somebody typed, are not told.
    ...times(1, "red shoes for my wife"),
    ...times(11, "jane.doe@example.com"),
    document("site_search", { parameters: { search_term: "tea" } }),
  ];
  const { rows, rejects, notices } = await imported(documents);
  assert.deepEqual([rows, rejects], [[], []]);
  assert.match(
    notices.map(({ message }) => message).join(),
    /55 documents: page_view 30, click 12, of other names 13\./,
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

test("of a file that is cut short all before the cut comes in", async () => {
  const lines = Array.from({ length: 5000 }, (_, at) =>
    JSON.stringify(document("select_item", { at, items: [{ item_id: `P${at}` }] })),
  ).join("\n");
  const packed = gzipSync(lines);
  const file = folder.write(`${++files}.json.gz`, packed.subarray(0, packed.length / 2));
  const { rows, error } = await readAll(readEvents, [file], { format: "ga4" });
  assert.equal(Reflect.get(Object(error), "code"), "FILE_CUT_SHORT");
  assert.ok(rows.length > 1000, `${rows.length} rows`);
});

test("it holds no catalogue, and says so", async () => {
  const file = folder.write(`${++files}.jsonl`, `${JSON.stringify(document("purchase"))}\n`);
  const { error } = await readAll(readProducts, [file], { format: "ga4" });
  assert.equal(Reflect.get(Object(error), "code"), "FORMAT_WITHOUT_PRODUCTS");
});
