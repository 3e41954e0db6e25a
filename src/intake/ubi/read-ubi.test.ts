import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readAll, testFolder, writeParquet } from "../import-for-tests.ts";
import { readEvents } from "../read-events.ts";

const folder = testFolder();
let files = 0;
const time = "2024-12-10T00:01:29.378Z";

/** Documents as plain JSON lines, read as one UBI file. */
function imported(...documents: readonly object[]) {
  const content = documents.map((document) => JSON.stringify(document)).join("\n");
  const file = folder.write(`${++files}.ndjson`, `${content}\n`);
  return readAll(readEvents, [file], { format: "ubi" });
}

const query = (id: string, text: string) => ({
  application: "shop",
  query_id: id,
  client_id: "c1",
  user_query: text,
  timestamp: "2025-01-24T07:31:30.699+0000",
});

const action = (name: string, id: string | null, object: object | null, more: object = {}) => ({
  application: "shop",
  action_name: name,
  query_id: id,
  client_id: "c1",
  session_id: "s1",
  timestamp: time,
  event_attributes: object && { object, position: { ordinal: 2 } },
  ...more,
});

const product = { object_id: "B1", object_id_field: "asin" };

test("bulk lines give the ids of events; a query is a search in the session of its events", async () => {
  const { rows, rejects } = await imported(
    { index: { _index: "ubi_queries", _id: "a" } },
    query("q1", " PS4 "),
    { create: { _index: "ubi_events", _id: "b" } },
    action("click", "q1", product),
  );
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ id, kind, query: text, session, product: sku, position }) => [
      id.replace(/search_[0-9a-f]{20}$/, "search_…"),
      kind,
      text,
      session,
      sku,
      position,
    ]),
    [
      ["shop/search_…", "search", "PS4", "s1", null, null],
      ["shop/b", "click", "PS4", "s1", "B1", 2],
    ],
  );
  assert.equal(rows[0]?.time, Date.UTC(2025, 0, 24, 7, 31, 30, 699));
  assert.equal(rows[0]?.customer, "hash of c1");
  assert.equal(rows[0]?.site, "shop");
});

test("an event finds its query's text wherever the query stands; of two texts it takes none", async () => {
  const { rows } = await imported(
    action("click", "q1", product),
    action("impression", "q2", product),
    query("q1", "tea"),
    query("q2", "cup"),
    query("q2", "cups"),
  );
  assert.deepEqual(
    rows.map(({ kind, query: text }) => [kind, text]),
    [
      ["click", "tea"],
      ["impression", null],
      ["search", "tea"],
      ["search", "cup"],
      ["search", "cups"],
    ],
  );
});

test("one search told three times is one; its search action is the same search again", async () => {
  const { rows, rejects } = await imported(
    query("q1", "tea"),
    query("q1", "tea"),
    action("search", "q1", null, { message_type: "QUERY", message: "tea" }),
  );
  assert.equal(rows.length, 1);
  assert.deepEqual(
    rejects.map(({ code }) => code),
    ["EVENT_REPEATED", "UBI_SEARCH_REPEATED"],
  );
});

test("a search told by documents that differ has one id in whatever order and imports, so that the earliest counts", async () => {
  const late = { ...query("q1", "tea"), timestamp: "2025-01-24T07:32:00Z" };
  const idsOf = async (...documents: readonly object[]) =>
    (await imported(...documents)).rows.map(({ id, time: ms }) => [
      id,
      new Date(ms).getUTCMinutes(),
    ]);
  const [early, later] = await idsOf(query("q1", "tea"), late);
  assert.equal(early?.[0], later?.[0]);
  assert.deepEqual(await idsOf(late, query("q1", "tea")), [later, early]);
  assert.deepEqual([await idsOf(late), await idsOf(query("q1", "tea"))], [[later], [early]]);
  assert.notEqual((await idsOf(query("q1", "cup")))[0]?.[0], early?.[0]);
});

test("where queries are documents, a search action without one is a keystroke, unless it was answered", async () => {
  const typed = (id: string, text: string) =>
    action("search", id, null, { message_type: "QUERY", message: text });
  const { rows, rejects } = await imported(
    query("q9", "tea pot"),
    typed("q1", "t"),
    typed("q2", "te"),
    action("impression", "q2", product),
  );
  assert.deepEqual(
    rows.map(({ kind, query: text }) => [kind, text]),
    [
      ["search", "tea pot"],
      ["search", "te"],
      ["impression", "te"],
    ],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[2, "UBI_SEARCH_UNANSWERED"]],
  );
});

test("where no query documents are written, search actions are the searches", async () => {
  const { rows } = await imported(
    action("on_search", "q1", null, {
      message_type: "QUERY",
      message: "handbag",
      timestamp: 1717527762025,
    }),
    action("purchase", "q1", product),
  );
  assert.deepEqual(
    rows.map(({ kind, query: text }) => [kind, text]),
    [
      ["search", "handbag"],
      ["purchase", "handbag"],
    ],
  );
  assert.equal(rows[0]?.time, 1717527762025);
});

test("an application that counts from 0 is read as counting from 1, another stays", async () => {
  const at = (application: string, ordinal: number) =>
    action("impression", null, null, {
      application,
      event_attributes: { object: { object_id: `${ordinal}` }, position: { ordinal } },
    });
  const { rows } = await imported(at("one", 1), at("zero", 1), at("zero", 0));
  assert.deepEqual(
    rows.map(({ site, position }) => [site, position]),
    [
      ["one", 1],
      ["zero", 2],
      ["zero", 1],
    ],
  );
});

test("object ids and sessions are found where shops put them", async () => {
  const { rows } = await imported(
    action("click", null, null, {
      event_attributes: { data: product, session_id: "s2" },
      session_id: undefined,
    }),
    action("click", null, null, { event_attributes: { object_id: "B2" } }),
    action("click", null, null, { object_id: "B3", event_attributes: null }),
  );
  assert.deepEqual(
    rows.map(({ product: sku, session }) => [sku, session]),
    [
      ["B1", "s2"],
      ["B2", "s1"],
      ["B3", "s1"],
    ],
  );
});

test("what cannot be used is told with its reason, and no word of what was typed", async () => {
  const { rows, rejects } = await imported(
    action("teleport", "q", product, { message: "secret" }),
    action("brand_filter", "q", product, { message: "secret" }),
    action("global_click", "q", { object_id: "O", object_id_field: "click_location" }),
    action("click", "q", null, { user_query: "secret", message: "secret" }),
    action("click", "q", product, { timestamp: null, user_query: "secret" }),
    action("click", "q", product, { timestamp: "01/02/2024" }),
    query("q", " "),
    { application: "shop", user: "secret" },
  );
  assert.deepEqual(rows, []);
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [
      [1, "UBI_ACTION_UNKNOWN"],
      [2, "UBI_ACTION_UNUSED"],
      [3, "UBI_OBJECT_NOT_PRODUCT"],
      [4, "PRODUCT_MISSING"],
      [5, "TIME_MISSING"],
      [6, "TIME_AMBIGUOUS"],
      [7, "QUERY_MISSING"],
      [8, "UBI_UNKNOWN_DOCUMENT"],
    ],
  );
  assert.doesNotMatch(JSON.stringify(rejects), /secret|c1/);
});

test("a cut line is told and the next is read", async () => {
  const file = folder.write(
    "cut.ndjson",
    `{"index":{"_id":"1"}}\n{"action_na\n${JSON.stringify(query("q", "tea"))}\n`,
  );
  const { rows, rejects } = await readAll(readEvents, [file], { format: "ubi" });
  assert.deepEqual([rejects[0]?.line, rejects[0]?.code], [2, "JSON_BROKEN"]);
  assert.equal(rows.length, 1);
  assert.match(rows[0]?.id ?? "", /^shop\/search_/);
});

/** Two Parquet files of one log, events first: an event finds its query in another file. */
async function parquetLog(name: string, actions: string): Promise<string> {
  folder.write(`${name}/readme.txt`, "");
  const place = join(folder.path, name);
  await writeParquet(join(place, "1-events.parquet"), actions);
  await writeParquet(
    join(place, "2-queries.parquet"),
    `SELECT 'shop' AS application, 'q' || i AS query_id, 's1' AS session_id, 'c1' AS client_id,
      ['tea', 'cup'][i] AS user_query, TIMESTAMP '2025-01-24 07:31:30' AS timestamp,
      ['B1', 'B2'] AS query_response_hit_ids FROM range(1, 3) r(i)`,
  );
  return place;
}

const actionRow = (id: string, sku: string): string =>
  `SELECT 'shop' AS application, 'click' AS action_name, ${id} AS event_id, 'q1' AS query_id,
    's1' AS session_id, 'c1' AS client_id, TIMESTAMP '2025-01-24 07:31:40' AS timestamp, {
      'object': { 'object_id': ${sku}, 'object_id_field': 'sku' },
      'position': { 'ordinal': 2::BIGINT }, 'quantity': NULL::DOUBLE } AS event_attributes`;

test("Parquet files of documents are read as their lines would be: structures as objects", async () => {
  const place = await parquetLog("parquet", actionRow("'e1'", "'B1'"));
  const { rows, lines, rejects } = await readAll(readEvents, [place], { format: "ubi" });
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ id, kind, query: text, session, product: sku, position, quantity }) => ({
      id: kind === "click" ? id : null,
      kind,
      text,
      session,
      sku,
      position,
      quantity,
    })),
    [
      { id: "shop/e1", kind: "click", text: "tea", sku: "B1", position: 2 },
      { id: null, kind: "search", text: "tea", sku: null, position: null },
      { id: null, kind: "search", text: "cup", sku: null, position: null },
    ].map((row) => ({ ...row, session: "s1", quantity: null })),
  );
  assert.deepEqual(lines, [1, 1, 2]);
  assert.equal(rows[0]?.time, Date.UTC(2025, 0, 24, 7, 31, 40));
  assert.deepEqual(new Set(rows.map(({ customer }) => customer)), new Set(["hash of c1"]));
});

test("a row of a Parquet file that cannot be used is told with its place", async () => {
  const place = await parquetLog(
    "rejects",
    `${actionRow("'e1'", "'B1'")} UNION ALL ${actionRow("NULL", "NULL")}`,
  );
  const { rows, rejects } = await readAll(readEvents, [place], { format: "ubi" });
  assert.equal(rows.length, 3);
  assert.deepEqual(
    rejects.map(({ source, line, code }) => [source, line, code]),
    [["1-events.parquet", 2, "PRODUCT_MISSING"]],
  );
});

test("more rows than are read at a time come whole and in order", async () => {
  const file = await writeParquet(
    join(folder.path, "many.parquet"),
    `SELECT act.* REPLACE ('e' || i AS event_id) FROM (${actionRow("''", "'B1'")}) act, range(2500) r(i)`,
  );
  const { rows, lines } = await readAll(readEvents, [file], { format: "ubi" });
  assert.deepEqual(
    rows.map(({ id }) => id),
    Array.from({ length: 2500 }, (_, index) => `shop/e${index}`),
  );
  assert.equal(lines.at(-1), 2500);
});
