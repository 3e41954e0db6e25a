import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";

const folder = testFolder();
const imported = (name: string, content: string, options = {}) =>
  readAll(readEvents, [folder.write(name, content)], options);

test("short names are taken where their values fit, and what is not used is told", async () => {
  const { rows, notices, rejects } = await imported(
    "short.csv",
    "ts,sess,user,type,q,item,note\n2024-01-01,s1,u1,search,tea,,x\n2024-01-02,s1,u1,click,tea,85123A,y\n",
  );
  assert.deepEqual(rejects, []);
  assert.deepEqual(
    rows.map(({ time, session, customer, kind, query, product }) => [
      time,
      session,
      customer,
      kind,
      query,
      product,
    ]),
    [
      [Date.UTC(2024, 0, 1), "s1", "hash of u1", "search", "tea", null],
      [Date.UTC(2024, 0, 2), "s1", "hash of u1", "click", "tea", "85123A"],
    ],
  );
  assert.deepEqual(
    notices.filter(({ code }) => code === "COLUMNS_UNUSED").map(({ message }) => message),
    ["Columns not used: note."],
  );
});

test("a column called type that holds no kinds is left alone, and not proposed for the time", async () => {
  const { rows, notices } = await imported(
    "types.csv",
    "session,sku,time,type\ns1,a,2024-01-01,Chair\n",
  );
  assert.equal(rows[0]?.kind, "purchase");
  assert.match(notices.map(({ message }) => message).join(), /Columns not used: type\./);
  const { error } = await imported("timeless.csv", "sess,sku,type\ns1,a,click\n");
  assert.match(error?.hint ?? "", /--map time=COLUMN$/);
});

test("a file of another layout is told by its name or keys", async () => {
  const bundle = await imported("food_session_item.csv", "session ID,item ID\n1,2\n");
  assert.match(bundle.error?.hint ?? "", /--format bundlerec/);
  const event = { action_name: "login", query_id: "q", event_attributes: {}, client_id: "c" };
  const ubi = await imported("log.ndjson", JSON.stringify(event));
  assert.match(ubi.error?.hint ?? "", /--format ubi/);
  const read = await imported(
    "log2.ndjson",
    JSON.stringify({ ...event, user_query: "tea", timestamp: "2024-01-01T10:00:00Z" }),
  );
  assert.ok(read.notices.some(({ code }) => code === "FORMAT_LIKELY"));
});
