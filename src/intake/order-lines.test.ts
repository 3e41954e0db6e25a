import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";
import { readProducts } from "./read-products.ts";

const folder = testFolder();
const header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country";
const lines = [
  "536365,85123A,WHITE HEART,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom",
  "536365,POST,POSTAGE,1,2010-12-01 08:26:00,18.0,17850.0,United Kingdom",
  "536365,m,Manual,1,2010-12-01 08:26:00,3.0,17850.0,United Kingdom",
  "536366,85123A,damaged,-3,2010-12-02 08:26:00,0.0,,United Kingdom",
  "C536379,85123A,HEART LIGHT,-6,2010-12-03 08:26:00,2.55,17850.0,United Kingdom",
  "536380,85123A,WHITE HEART,1,2010-12-03 08:26:00,,17850.0,United Kingdom",
  "536381,22041,RECORD FRAME,1,2010-12-03 08:26:00,2.1,,France",
];
const placesOf = (rejects: readonly { line: number; code: string }[]) =>
  rejects.map(({ line, code }) => [line, code]);
const file = folder.write("sales.csv", `${header}\n${lines.join("\n")}\n`);

test("order lines are purchases and returns in sessions of their order; the rest has its reason", async () => {
  const { rows, rejects, notices, error } = await readAll(readEvents, [file]);
  assert.equal(error, null);
  assert.deepEqual(
    rows.map(({ kind, session, product, quantity, value }) => [
      kind,
      session,
      product,
      quantity,
      value,
    ]),
    [
      ["purchase", "536365", "85123A", 6, 15.3],
      ["return", "C536379", "85123A", 6, 15.3],
      ["purchase", "536380", "85123A", 1, null],
      ["purchase", "536381", "22041", 1, 2.1],
    ],
  );
  assert.deepEqual(placesOf(rejects), [
    [3, "ORDER_LINE_NOT_PRODUCT"],
    [4, "ORDER_LINE_NOT_PRODUCT"],
    [5, "ORDER_LINE_UNPRICED"],
  ]);
  assert.match(
    notices.find(({ code }) => code === "KIND_DEFAULT")?.message ?? "",
    /codes such as POST/,
  );
});

test("the codes that are no products are a setting", async () => {
  const { rejects } = await readAll(readEvents, [file], { notProducts: new Set(["22041"]) });
  assert.deepEqual(placesOf(rejects), [
    [5, "ORDER_LINE_UNPRICED"],
    [8, "ORDER_LINE_NOT_PRODUCT"],
  ]);
});

test("a log that says what was done is no file of orders: free things are bought there", async () => {
  const log = folder.write(
    "log.csv",
    "session,sku,time,quantity,price,kind\ns,M,2024-01-01,1,0,purchase\n",
  );
  const { rows, rejects } = await readAll(readEvents, [log]);
  assert.deepEqual([rows.length, rejects.length], [1, 0]);
});

test("a catalogue from the same lines: the title that most lines have, whatever their order", async () => {
  const names = ["CREAM CUP", "WHITE CUP", "WHITE CUP", "CREAM CUP", "WHITE CUP"];
  const cups = names.map((name) => `1,20001,${name},1,2010-12-01,1.0,,`);
  const ties = ["B TIN", "A TIN"].map((name) => `1,20002,${name},1,2010-12-01,1.0,,`);
  for (const order of [cups, cups.toReversed()]) {
    const sales = folder.write("cups.csv", `${[header, ...order, ...ties].join("\n")}\n`);
    const { rows, rejects, notices } = await readAll(readProducts, [sales]);
    assert.deepEqual(
      rows.map(({ sku, title }) => [sku, title]),
      [
        ["20001", "WHITE CUP"],
        ["20002", "A TIN"],
      ],
    );
    const codes = rejects.map(({ code }) => code).toSorted();
    assert.deepEqual(codes, [
      ...["PRODUCT_REPEATED", "PRODUCT_REPEATED"],
      ...["TITLE_LESS_FREQUENT", "TITLE_LESS_FREQUENT", "TITLE_LESS_FREQUENT"],
    ]);
    assert.ok(notices.some(({ code }) => code === "ORDER_LINES_TAKEN"));
  }
});

test("titles are counted over all files, and neither postage nor corrections of the stock count", async () => {
  folder.write("days/1.csv", `${header}\n${lines.join("\n")}\n`);
  folder.write(
    "days/2.csv",
    `${header}\n1,85123A,damaged,1,2011-01-01,0,,\n1,85123A,HEART LIGHT,1,2011-01-01,1,,\n2,85123A,HEART LIGHT,1,2011-01-01,1,,\n`,
  );
  const { rows, rejects } = await readAll(readProducts, [`${folder.path}/days`]);
  assert.deepEqual(
    rows.map(({ sku, title }) => [sku, title]),
    [
      ["85123A", "HEART LIGHT"],
      ["22041", "RECORD FRAME"],
    ],
  );
  assert.equal(rows.length + rejects.length, lines.length + 3);
});

test("columns of other names are said by the map", async () => {
  const sales = folder.write(
    "verkauf.csv",
    "Beleg;Artikel;Bezeichnung;Menge;Tag\n1;7;Tasse;1;2024-01-01\n2;7;Becher;1;2024-01-02\n3;7;Tasse;1;2024-01-03\n",
  );
  const maps = ["session=Beleg", "time=Tag", "quantity=Menge", "sku=Artikel", "title=Bezeichnung"];
  const { rows, rejects } = await readAll(readProducts, [sales], { maps });
  assert.deepEqual(
    rows.map(({ title }) => title),
    ["Tasse"],
  );
  assert.deepEqual(placesOf(rejects), [
    [3, "TITLE_LESS_FREQUENT"],
    [4, "PRODUCT_REPEATED"],
  ]);
});

test("a file cut short gives the products before the cut, then the error", async () => {
  const many = Array.from({ length: 40_000 }, (_, place) => `1,2${place},CUP,1,2010-12-01,1.0,,`);
  const packed = gzipSync(`${[header, ...many].join("\n")}\n`);
  const cut = folder.write("cut.csv.gz", packed.subarray(0, packed.length / 2));
  const { rows, error } = await readAll(readProducts, [cut]);
  assert.ok(rows.length > 1000);
  assert.equal(error?.code, "FILE_CUT_SHORT");
});

test("prices with a decimal comma are read; one that can't be read costs the event and not the product", async () => {
  const prices = folder.write(
    "prices.csv",
    "InvoiceNo;StockCode;Description;Quantity;InvoiceDate;UnitPrice\n1;a;Tent;2;2024-01-01;1.299,00\n1;c7;Lamp;1;2024-01-01;1,299\n",
  );
  const events = await readAll(readEvents, [prices]);
  assert.deepEqual(
    events.rows.map(({ product, value }) => [product, value]),
    [["a", 2598]],
  );
  assert.deepEqual(placesOf(events.rejects), [[3, "NUMBER_UNREADABLE"]]);
  const { rows } = await readAll(readProducts, [prices]);
  assert.deepEqual(
    rows.map(({ sku }) => sku),
    ["a", "c7"],
  );
  const without = await readAll(readEvents, [prices], { maps: ["unitPrice==NULL"] });
  assert.equal(without.rows.length, 2);
});
