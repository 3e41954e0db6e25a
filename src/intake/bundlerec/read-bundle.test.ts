import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { readAll, testFolder } from "../import-for-tests.ts";
import { readEvents } from "../read-events.ts";
import { readProducts } from "../read-products.ts";

const folder = testFolder();
folder.write("food_item_titles.csv", 'item ID,titles\n7,"Tea, Red &amp; White"\n8,Chips\n9,\n');
folder.write(
  "food_item_categories.csv",
  'item ID,categories\n7,"[[Grocery & Gourmet Food,Beverages,Coffee, Tea & Cocoa,Tea]]"\n8,[[]]\n',
);
folder.write("food_session_item.csv", "session ID,item ID\n1,7\n1,8\n2,7\n3,55\n3,55\n4,7\n1,7\n");
folder.write(
  "food_user_session.csv",
  "user ID,session ID,timestamp\n5,1,1392249600\n5,2,1392249600\n6,3,soon\n",
);
folder.write("food_bundle_intent.csv", "bundle ID,intent\n1,snacks\n");
folder.write("toys_item_titles.csv", "item ID,titles\n7,Ball\n");
folder.write("notes.csv", "a\n1\n");
const options = { format: "bundlerec" } as const;
const codes = (rejects: readonly { source: string; line: number; code: string }[]) =>
  rejects.map(({ source, line, code }) => [source, line, code]);

test("products join titles and categories; ids are the domain's own", async () => {
  const { rows, rejects, notices } = await readAll(readProducts, [folder.path], options);
  assert.deepEqual(
    rows.map(({ id, title, categoryPath, domain }) => [id, title, categoryPath.at(-1), domain]),
    [
      ["default/food-7", "Tea, Red & White", "Tea", "Grocery & Gourmet Food"],
      ["default/food-8", "Chips", undefined, "Grocery & Gourmet Food"],
      ["default/toys-7", "Ball", undefined, "Toys & Games"],
    ],
  );
  assert.deepEqual(codes(rejects), [
    ["food_item_titles.csv", 4, "TITLE_MISSING"],
    ["food_session_item.csv", 5, "TITLE_MISSING"],
  ]);
  assert.deepEqual(
    notices.map(({ code, message }) => [code, message.split(" ")[0]]),
    [
      ["FILE_UNUSED", "notes.csv"],
      ["FILE_MISSING", "toys"],
    ],
  );
});

test("events are purchases at the session's time by its user; sessions without a time are told", async () => {
  const { rows, rejects } = await readAll(readEvents, [folder.path], options);
  assert.deepEqual(
    rows.map(({ session, product, customer, kind }) => [session, product, customer, kind]),
    [
      ["food-1", "food-7", "hash of food-5", "purchase"],
      ["food-1", "food-8", "hash of food-5", "purchase"],
      ["food-2", "food-7", "hash of food-5", "purchase"],
    ],
  );
  assert.equal(rows[0]?.time, 1392249600_000);
  assert.deepEqual(codes(rejects), [
    ["food_user_session.csv", 4, "TIME_UNREADABLE"],
    ["food_session_item.csv", 5, "SESSION_WITHOUT_TIME"],
    ["food_session_item.csv", 6, "SESSION_WITHOUT_TIME"],
    ["food_session_item.csv", 7, "SESSION_WITHOUT_TIME"],
    ["food_session_item.csv", 8, "EVENT_REPEATED"],
  ]);
});

test("files that do not make a set are an error that says what is needed", async () => {
  const { error } = await readAll(
    readEvents,
    [join(folder.path, "food_session_item.csv")],
    options,
  );
  assert.equal(error?.code, "BUNDLEREC_FILE_MISSING");
  assert.match(error?.message ?? "", /<domain>_session_item\.csv and <domain>_user_session\.csv/);
});

test("a file of another layout under a known name is told by its columns", async () => {
  const other = testFolder();
  other.write("x_item_titles.csv", "id,title\n1,a\n");
  const { error } = await readAll(readProducts, [other.path], options);
  assert.equal(error?.code, "COLUMN_MISSING");
  assert.match(error?.message ?? "", /x_item_titles\.csv has no column item ID, titles/);
});
