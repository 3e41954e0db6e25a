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

/** Twelve lines of a log in a shop's own words. */
const ownLog = (header: string, line: (index: number) => string): string =>
  `${header}\n${Array.from({ length: 12 }, (_, index) => line(index)).join("\n")}\n`;
const words = ["SEARCH_EXECUTED", "pdp_view", "order_placed"];

test("a log without session and customer is warned of, with the columns that may hold them", async () => {
  const { rows, notices } = await imported(
    "nobody.csv",
    "created_at,sid,cust,action,qid,article\n2025-12-01,s7-0009400,0c201c,click,q2,TG-1409\n",
  );
  assert.equal(rows.length, 1);
  const warning = notices.find(({ code }) => code === "SESSIONS_MISSING");
  assert.equal(warning?.loud, true);
  assert.match(warning?.message ?? "", /perhaps --map session=sid --map customer=cust$/);
  const { notices: others } = await imported(
    "somebody.csv",
    "ts,sku,user,kind\n2024-01-01,a,u,click\n",
  );
  assert.ok(!others.some(({ code }) => code === "SESSIONS_MISSING"));
  const { notices: bare } = await imported("bare.csv", "ts,sku,kind\n2024-01-01,a,click\n");
  assert.match(
    bare.map(({ message }) => message).join(),
    /--map session=COLUMN --map customer=COLUMN/,
  );
});

test("a map is proposed by what the values look like", async () => {
  const { error } = await imported(
    "own.csv",
    ownLog(
      "wann,besuch_nr,kundennr,aktion,artnr",
      (index) => `2025-12-01 09:00:${10 + index},b-${index % 4},k1,${words[index % 3]},T-${index}`,
    ),
  );
  assert.match(
    error?.hint ?? "",
    /perhaps: --map product=artnr --map time=wann --map kind=aktion --map session=besuch_nr$/,
  );
  const line = JSON.stringify({ evt: { when: "2026-03-01T10:00:00Z", what: "click" }, sku: "a" });
  const nested = await imported("nested.jsonl", `${line}\n${line}\n`);
  assert.match(nested.error?.hint ?? "", /--map time=evt\.when --map kind=evt\.what/);
});

test("what says what was done is no session, and is told where each row is taken for a purchase", async () => {
  const { notices } = await imported(
    "taken.csv",
    ownLog(
      "time,session,sku,aktion,country",
      (index) => `2025-12-01,s${index},T-1,${words[index % 3]},${index % 2 ? "France" : "Spain"}`,
    ),
  );
  const taken = notices.find(({ code }) => code === "KIND_DEFAULT");
  assert.equal(taken?.loud, true);
  assert.match(taken?.message ?? "", /--map kind=aktion$/);
  const { error } = await imported(
    "sessionless.csv",
    ownLog("sku,seaside", (index) => `T-1,${index % 2 ? "north" : "south"}`),
  );
  assert.doesNotMatch(error?.hint ?? "", /session=seaside/);
});
