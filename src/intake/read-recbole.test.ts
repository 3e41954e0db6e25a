import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";
import { readProducts } from "./read-products.ts";

const folder = testFolder();
const tsv = (...rows: readonly (readonly string[])[]) =>
  `${rows.map((row) => row.join("\t")).join("\n")}\n`;
const interHeader = ["user_id:token", "item_id:token", "rating:float", "timestamp:float"];
const inter = (name: string, ...rows: readonly (readonly string[])[]) =>
  folder.write(name, tsv(interHeader, ...rows));

test("interactions are events of the kind that is said, with numbers in any notation", async () => {
  const file = inter(
    "ml/ml.inter",
    ["196", "0242", "3", "881250949"],
    ["196", "302", "3", "8.8125095e8"],
    ["22", "377", "1", "soon"],
  );
  const { rows, rejects, notices } = await readAll(readEvents, [file], {
    maps: ["kind==purchase"],
  });
  assert.deepEqual(
    rows.map(({ kind, customer, product, time, session }) => [
      kind,
      customer,
      product,
      time,
      session,
    ]),
    [
      ["purchase", "hash of 196", "0242", 881_250_949_000, null],
      ["purchase", "hash of 196", "302", 881_250_950_000, null],
    ],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[4, "TIME_UNREADABLE"]],
  );
  assert.match(
    notices.find(({ code }) => code === "COLUMNS_UNUSED")?.message ?? "",
    /not used: rating\./,
  );
});

test("what an interaction was must be said, also where sessions are named", async () => {
  const plain = await readAll(readEvents, [inter("x.inter", ["1", "2", "3", "881250949"])]);
  assert.equal(plain.error?.code, "KIND_UNSAID");
  assert.match(plain.error?.hint ?? "", /--map kind==purchase/);
  const sessions = folder.write(
    "s.inter",
    tsv(["session_id:token", "item_id:token", "timestamp:float"], ["s", "i", "1404864000"]),
  );
  assert.equal((await readAll(readEvents, [sessions])).error?.code, "KIND_UNSAID");
  const { rows } = await readAll(readEvents, [sessions], { maps: ["kind==click"] });
  assert.deepEqual([rows[0]?.session, rows[0]?.kind], ["s", "click"]);
});

test("items are products; a sequence of tokens is a list of categories, quoted or not", async () => {
  const file = folder.write(
    "ml/ml.item",
    tsv(
      ["item_id:token", "title:token_seq", "class:token_seq", "release_year:token"],
      ["1", "Toy  Story", "Animation Children's", "1995"],
      ["2", "Beads", "'Arts, Crafts', 'Beading'", "2001"],
      ["3", "", "Action", ""],
    ),
  );
  const { rows, rejects } = await readAll(readProducts, [file]);
  assert.deepEqual(
    rows.map(({ sku, title, categoryPath }) => [sku, title, categoryPath]),
    [
      ["1", "Toy Story", ["Animation", "Children's"]],
      ["2", "Beads", ["Arts, Crafts", "Beading"]],
    ],
  );
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [[4, "TITLE_MISSING"]],
  );
});

test("of the folder of a data set each import takes its own file, compressed or not", async () => {
  const { rows: items } = await readAll(readProducts, [`${folder.path}/ml`]);
  assert.equal(items.length, 2);
  const { rows: events } = await readAll(readEvents, [`${folder.path}/ml`], {
    format: "recbole",
    maps: ["kind==click"],
  });
  assert.equal(events.length, 2);
});

test("a file of the other table is refused with the command that takes it", async () => {
  const file = folder.path;
  const events = await readAll(readEvents, [`${file}/ml/ml.item`], { maps: ["kind==click"] });
  assert.equal(events.error?.code, "RECBOLE_OTHER_TABLE");
  assert.match(events.error?.hint ?? "", /cosmo import products ml\.item/);
  const items = await readAll(readProducts, [`${file}/ml/ml.inter`]);
  assert.match(items.error?.hint ?? "", /cosmo import events ml\.inter/);
});

test("a header without types, or with unknown ones, is an error", async () => {
  for (const header of ["user_id\titem_id\ttimestamp", "user_id:text\titem_id:token"]) {
    const { error } = await readAll(readEvents, [folder.write("h.inter", `${header}\n`)]);
    assert.equal(error?.code, "RECBOLE_HEADER");
    assert.match(error?.hint ?? "", /user_id:token.*--format tsv/);
  }
});
