import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";
import { parseKinds } from "./told-kinds.ts";

const folder = testFolder();
const header = "Order ID,Created At,SKU,Quantity,Status";
/** A line of an order of its own for each status. */
const orders = (name: string, statuses: readonly string[]): string =>
  folder.write(
    name,
    [header, ...statuses.map((status, at) => `${at},2026-01-02 10:00:00,S${at},1,${status}`)].join(
      "\n",
    ),
  );
const kindsOf = (rows: readonly { session: string | null; kind: string }[]) =>
  rows.map(({ session, kind }) => `${session} ${kind}`);

test("lines of orders that were cancelled or paid back are rejects, in any case and spelling; of others purchases", async () => {
  const file = orders("told.csv", [
    ...["completed", "Cancelled", "wc-refunded", "Partially refunded", "", "STORNIERT", "voided"],
  ]);
  const { rows, rejects, notices } = await readAll(readEvents, [file]);
  assert.deepEqual(kindsOf(rows), ["0 purchase", "3 purchase", "4 purchase"]);
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [3, 4, 7, 8].map((line) => [line, "ORDER_CANCELLED"]),
  );
  const [columns] = notices.filter(({ code }) => code === "COLUMNS_TAKEN");
  assert.match(columns?.message ?? "", /status from Status/);
  assert.ok(!notices.some(({ code }) => code === "STATUSES_UNKNOWN"));
});

const held = [...Array(12).fill("on-hold"), ...Array(11).fill("a b"), "cancelled"];

test("a status that nobody knows leaves purchases, and the words are told with what leaves them out", async () => {
  const { rows, notices } = await readAll(readEvents, [orders("held.csv", held)]);
  assert.equal(rows.length, 23);
  const told = notices.find(({ code }) => code === "STATUSES_UNKNOWN");
  assert.equal(told?.loud, true);
  assert.match(told?.message ?? "", /^23 rows count as purchases/);
  assert.match(told?.message ?? "", /: on-hold 12, a b 11\./);
  assert.match(told?.message ?? "", /--kind on-hold=none --kind 'a b=none'/);
});

test("--kind says what a status means, also of one that is known", async () => {
  const kinds = parseKinds(["on-hold=none", "a b=purchase", "cancelled=return"]);
  const { rows, rejects, notices } = await readAll(readEvents, [orders("said.csv", held)], {
    kinds,
  });
  assert.equal(rows.filter(({ kind }) => kind === "purchase").length, 11);
  assert.deepEqual(
    rows.filter(({ kind }) => kind === "return").map(({ session }) => session),
    ["23"],
  );
  assert.deepEqual(rejects, []);
  assert.ok(!notices.some(({ code }) => code === "STATUSES_UNKNOWN"));
  const [leftOut] = notices.filter(({ code }) => code === "KINDS_LEFT_OUT");
  assert.match(leftOut?.message ?? "", /12 rows: on-hold 12/);
});

test("of a log that says what was done a status counts where it is mapped, and for purchases alone", async () => {
  const file = folder.write(
    "log.csv",
    [
      "time,kind,session,product,status",
      "2026-01-02 10:00:00,click,a,S1,failed",
      "2026-01-02 10:01:00,purchase,a,S1,failed",
      "2026-01-02 10:02:00,purchase,b,S2,paid",
    ].join("\n"),
  );
  const { rows, notices } = await readAll(readEvents, [file]);
  assert.equal(rows.length, 3);
  const unused = notices.find(({ code }) => code === "COLUMNS_UNUSED");
  assert.match(unused?.message ?? "", /status/);
  const mapped = await readAll(readEvents, [file], { maps: ["status=status"] });
  assert.deepEqual(kindsOf(mapped.rows), ["a click", "b purchase"]);
  assert.deepEqual(
    mapped.rejects.map(({ code }) => code),
    ["ORDER_CANCELLED"],
  );
});

test("--map status==NULL takes all rows for purchases", async () => {
  const file = orders("all.csv", ["cancelled", "completed"]);
  const { rows, rejects } = await readAll(readEvents, [file], { maps: ["status==NULL"] });
  assert.deepEqual([rows.length, rejects.length], [2, 0]);
});
