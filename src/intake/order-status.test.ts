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

const codeOf = (code: string) => (notice: { readonly code: string }) => notice.code === code;

test("rows are told by the words of their statuses, and a reject shows a word that is known", async () => {
  const file = orders("words.csv", ["completed", "completed", "paid", "Refunded"]);
  const { rejects, notices } = await readAll(readEvents, [file]);
  assert.equal(
    notices.find(codeOf("STATUSES_READ"))?.message,
    "By the status of their order count completed 2, paid 1; do not count Refunded 1.",
  );
  assert.match(JSON.stringify(rejects[0]), /Refunded/);
});

const held = [
  ...["wc-completed", "wc-completed", "wc-completed", "wc-completed", "wc-completed"],
  ...["wc-on-hold", "wc-on-hold", "wc-on-hold", "a b", "wc-cancelled"],
];

test("a status that nobody knows leaves purchases, and the words are told with what leaves them out", async () => {
  const file = orders("held.csv", held);
  const { rows, notices } = await readAll(readEvents, [file]);
  assert.equal(rows.length, 9);
  const told = notices.find(codeOf("STATUSES_UNKNOWN"));
  assert.equal(told?.loud, true);
  assert.match(told?.message ?? "", /^4 rows count as purchases.*: wc-on-hold 3, others 1\./);
  // What it says to paste does what it says.
  const pasted = [...(told?.message ?? "").matchAll(/--kind (\S+)/g)].map(([, pair = ""]) => pair);
  assert.deepEqual(pasted, ["wc-on-hold=none"]);
  for (const pairs of [pasted, ["on-hold=none"]]) {
    const said = await readAll(readEvents, [file], { kinds: parseKinds(pairs) });
    assert.equal(said.rows.length, 6);
    const [leftOut] = said.notices.filter(codeOf("KINDS_LEFT_OUT"));
    assert.match(leftOut?.message ?? "", /3 rows: wc-on-hold 3/);
  }
});

test("words of a column that has no status that we know are shown where they repeat, and not proposed to be left out", async () => {
  const codes = [...Array(12).fill("5"), ...Array(11).fill("7")];
  const told = async (name: string, statuses: readonly string[]) =>
    (await readAll(readEvents, [orders(name, statuses)])).notices.find(codeOf("STATUSES_UNKNOWN"));
  assert.match((await told("codes.csv", codes))?.message ?? "", /--kind 5=KIND --kind 7=KIND/);
  const typed = codes.map((_code, at) => `hiv test ${at}`);
  const hidden = await told("typed.csv", typed);
  assert.equal(hidden?.loud, true);
  assert.doesNotMatch(hidden?.message ?? "", /hiv/);
  const beside = await told("beside.csv", [...Array(30).fill("paid"), ...typed]);
  assert.doesNotMatch(beside?.message ?? "", /hiv/);
});

test("--kind says what a status means, also of one that is known; a word that no row has is told", async () => {
  const kinds = parseKinds(["wc-cancelled=purchase", "completed=return", "clik=click"]);
  const { rows, rejects, notices } = await readAll(readEvents, [orders("said.csv", held)], {
    kinds,
  });
  // A return would take back what another order bought.
  assert.deepEqual([...new Set(rows.map(({ kind }) => kind))], ["purchase"]);
  assert.equal(rows.length, 5);
  assert.deepEqual([...new Set(rejects.map(({ code }) => code))], ["ORDER_CANCELLED"]);
  assert.match(notices.find(codeOf("KINDS_UNHEARD"))?.message ?? "", /the word clik,/);
});

test("a line that takes something back is a return, whatever became of its order", async () => {
  const file = folder.write(
    "back.csv",
    [
      "Invoice No,Created At,SKU,Quantity,Status",
      "1,2026-01-02 10:00:00,S1,1,completed",
      "1,2026-01-03 10:00:00,S1,-1,refunded",
      "C12,2026-01-03 10:00:00,S2,1,cancelled",
    ].join("\n"),
  );
  const { rows } = await readAll(readEvents, [file]);
  assert.deepEqual(kindsOf(rows), ["1 purchase", "1 return", "C12 return"]);
});

test("an order counts where neither its status nor that of its payment says otherwise", async () => {
  const file = folder.write(
    "two.csv",
    [
      "Order ID,Created At,SKU,Quantity,Order Status,Payment Status,State",
      "1,2026-01-02 10:00:00,S1,1,completed,paid,CA",
      "2,2026-01-02 10:00:00,S1,1,completed,refunded,CA",
      "3,2026-01-02 10:00:00,S1,1,cancelled,paid,NY",
    ].join("\n"),
  );
  const { rows } = await readAll(readEvents, [file]);
  assert.deepEqual(kindsOf(rows), ["1 purchase"]);
});

test("a status that tells acts apart is proposed as the kind, and one that is an object is none", async () => {
  const acts = ["viewed", "added_to_cart", "purchased"];
  const log = folder.write(
    "acts.csv",
    [
      "time,session,product,status",
      ...Array.from({ length: 30 }, (_, at) => `2026-01-02 10:00:00,s${at},P${at},${acts[at % 3]}`),
    ].join("\n"),
  );
  const { notices } = await readAll(readEvents, [log]);
  const kind = notices.find(codeOf("KIND_DEFAULT"));
  assert.equal(kind?.loud, true);
  assert.match(kind?.message ?? "", /--map kind=status$/);
  assert.match(notices.find(codeOf("COLUMNS_UNUSED"))?.message ?? "", /status/);
  const nested = folder.write(
    "nested.jsonl",
    `${JSON.stringify({ time: "2026-01-02T10:00:00Z", session: "1", product: "P", status: { name: "cancelled" } })}\n`,
  );
  const read = await readAll(readEvents, [nested]);
  assert.match(read.notices.find(codeOf("COLUMNS_UNUSED"))?.message ?? "", /status/);
});

test("a constant kind that is a purchase has its status looked at, another has none", async () => {
  const file = orders("constant.csv", ["cancelled", "completed"]);
  const read = async (kind: string) =>
    (await readAll(readEvents, [file], { maps: [`kind==${kind}`] })).rows.length;
  assert.deepEqual([await read("purchase"), await read("click")], [1, 2]);
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
