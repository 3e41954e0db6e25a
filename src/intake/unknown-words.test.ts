import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";
import { unknownKinds } from "./unknown-words.ts";

const folder = testFolder();

/** What is told of words, each on so many rows. */
function told(...words: readonly (readonly [string, number])[]) {
  const kinds = unknownKinds();
  for (const [word, rows] of words) for (let row = 0; row < rows; row++) kinds.note(word);
  return kinds.notice();
}

test("words that repeat are shown with their rows and the option to paste, loudly", () => {
  const notice = told(
    ["pdp_view", 2300],
    ["SEARCH_EXECUTED", 1200],
    ["order placed", 250],
    ["xy", 20],
  );
  assert.equal(notice?.loud, true);
  assert.match(notice?.message ?? "", /3,770 rows left out/);
  assert.match(
    notice?.message ?? "",
    /: pdp_view 2,300, SEARCH_EXECUTED 1,200, order placed 250, xy 20\./,
  );
  assert.match(
    notice?.message ?? "",
    /--kind pdp_view=click --kind SEARCH_EXECUTED=search --kind 'order placed=purchase' --kind xy=KIND/,
  );
});

test("what slid into the column on a few rows is not shown", () => {
  const notice = told(["pdp_view", 500], ["hiv test anna", 9], ["divorce lawyer", 1]);
  assert.match(notice?.message ?? "", /pdp_view 500/);
  assert.doesNotMatch(notice?.message ?? "", /anna|divorce/);
});

test("a column of what people typed is not shown, be it that some of it repeats", () => {
  const queries = Array.from({ length: 60 }, (_, index) => [`herpes ${index}`, 1] as const);
  assert.doesNotMatch(told(["hiv test", 300], ...queries)?.message ?? "", /hiv|herpes/);
  const many = Array.from({ length: 31 }, (_, index) => [`herpes ${index}`, 50] as const);
  assert.doesNotMatch(told(...many)?.message ?? "", /herpes/);
  for (const word of ["anna@example.com", "hiv test for anna smith", "x".repeat(41)]) {
    assert.ok(!told([word, 50])?.message.includes(word));
  }
});

test("the words of an import are counted over all its files", async () => {
  const lines = Array.from({ length: 6 }, (_, index) => `2024-01-01,s${index},pdp_view,a\n`);
  const paths = ["1.csv", "2.csv"].map((name) =>
    folder.write(name, `time,session,kind,sku\n${lines.join("")}`),
  );
  const { notices } = await readAll(readEvents, paths);
  const notice = notices.find(({ code }) => code === "KINDS_UNKNOWN");
  assert.match(notice?.message ?? "", /^12 rows left out: .*pdp_view 12\. .*--kind pdp_view=click/);
});

test("what comes before an act or takes it back is not proposed for the act", () => {
  const message = told(
    ["begin_checkout", 900],
    ["add_payment_info", 800],
    ["view_cart", 20],
  )?.message;
  assert.match(
    message ?? "",
    /begin_checkout=KIND --kind add_payment_info=KIND --kind view_cart=KIND/,
  );
});
