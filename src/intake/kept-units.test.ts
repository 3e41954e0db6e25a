import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "./import-for-tests.ts";
import { readEvents } from "./read-events.ts";

const folder = testFolder();
const jsonl = (name: string, ...documents: readonly unknown[]): string =>
  folder.write(name, `${documents.map((one) => JSON.stringify(one)).join("\n")}\n`);

async function boughtIn(file: string, ...maps: readonly string[]) {
  const { rows, rejects, notices, error } = await readAll(readEvents, [file], { maps });
  assert.equal(error, null);
  return {
    rows: rows.map(({ session, product, kind, quantity, value }) => [
      ...[session, product, kind, quantity, value],
    ]),
    rejects: rejects.map(({ code, place }) => [code, place]),
    told: notices
      .filter(({ code }) => ["UNITS_TAKEN_BACK", "REFUNDS_UNNAMED"].includes(code))
      .map(({ message }) => message),
  };
}

const line = (id: number, sku: string, quantity: number, more = {}) => ({
  ...{ id, sku, name: sku, quantity, price: "10.00" },
  ...more,
});

test("of an order that was paid back in part the units count that were kept, as its refunds say", async () => {
  const order = { created_at: "2024-01-10T11:00:00Z", financial_status: "partially_refunded" };
  const file = jsonl(
    "refunds.jsonl",
    { order_number: 1, ...order, refunds: [], line_items: [line(1, "P1", 2), line(2, "P2", 1)] },
    {
      ...{ order_number: 2, ...order },
      refunds: [
        { id: 7, refund_line_items: [{ line_item_id: 3, quantity: 1 }] },
        {
          id: 8,
          refund_line_items: [
            { line_item_id: 3, quantity: 1 },
            { line_item_id: 4, quantity: 1 },
          ],
        },
      ],
      line_items: [line(3, "P1", 3), line(4, "P2", 1)],
    },
  );
  const { rows, rejects, told } = await boughtIn(file);
  assert.deepEqual(rows, [
    ["1", "P1", "purchase", 2, 20],
    ["1", "P2", "purchase", 1, 10],
    ["2", "P1", "purchase", 1, 10],
  ]);
  assert.deepEqual(rejects, [["ORDER_CANCELLED", 2]]);
  assert.deepEqual(told, [
    "refunds.jsonl: by refunds 1 line with fewer units than were ordered, and 1 line not at all count.",
  ]);
});

test("what a line says itself to be left stands above its refunds, and money of the line goes with the units", async () => {
  const file = jsonl("left.jsonl", {
    ...{ order_number: 1, created_at: "2024-01-10T11:00:00Z" },
    refunds: [{ refund_line_items: [{ line_item_id: 1, quantity: 1 }] }],
    line_items: [
      line(1, "P1", 3, { current_quantity: 1, line_total: "27.00" }),
      line(2, "P2", 2, { current_quantity: 2, line_total: "15.50" }),
      line(3, "P3", 2, { current_quantity: 0, line_total: "20.00" }),
      line(4, "P4", 2, { current_quantity: null, line_total: "20.00" }),
    ],
  });
  const { rows, rejects } = await boughtIn(file);
  assert.deepEqual(rows, [
    ["1", "P1", "purchase", 1, 9],
    ["1", "P2", "purchase", 2, 15.5],
    ["1", "P4", "purchase", 2, 20],
  ]);
  assert.deepEqual(rejects, [["ORDER_CANCELLED", 3]]);
});

test("units that were refunded and cancelled are taken off in a table of order lines too", async () => {
  const file = folder.write(
    "lines.csv",
    [
      "order id,time,sku,qty_ordered,qty_refunded,qty_canceled,price",
      "1,2024-01-10 11:00,P1,5,1,2,10",
      "1,2024-01-10 11:00,P2,1,0,0,10",
      "2,2024-01-11 11:00,P1,1,1,0,10",
      "3,2024-01-12 11:00,P1,-1,0,0,10",
      "4,2024-01-12 11:00,P2,1,some,0,10",
    ].join("\n"),
  );
  const { rows, rejects, told } = await boughtIn(file);
  assert.deepEqual(rows, [
    ["1", "P1", "purchase", 2, 20],
    ["1", "P2", "purchase", 1, 10],
    ["3", "P1", "return", 1, 10],
  ]);
  assert.deepEqual(rejects, [
    ["ORDER_CANCELLED", 1],
    ["NUMBER_UNREADABLE", 1],
  ]);
  assert.match(told.join(), /qty_refunded, qty_canceled/);
});

test("refunds that name no lines take nothing off, and in a log of all that is done nothing is", async () => {
  const woo = jsonl("woo.jsonl", {
    ...{ order_number: 1, created_at: "2024-01-10T11:00:00Z", refunds: [{ id: 9, total: "-10" }] },
    line_items: [line(1, "P1", 2)],
  });
  assert.deepEqual(await boughtIn(woo), {
    rows: [["1", "P1", "purchase", 2, 20]],
    rejects: [],
    told: [
      "woo.jsonl: refunds of 1 line name an amount and not what came back: these lines count whole.",
    ],
  });
  const log = folder.write(
    "log.csv",
    "event,session,time,sku,quantity,returned_quantity\nreturn,1,2024-01-10 11:00,P1,1,1\n",
  );
  assert.deepEqual((await boughtIn(log)).rows, [["1", "P1", "return", 1, null]]);
});

test("the same units in other words are taken off once, and money and units have no dust", async () => {
  const file = folder.write(
    "twice.csv",
    [
      "order id,time,sku,qty_ordered,qty_refunded,qty_returned,refunded_qty,quantity_cancelled,qty_canceled,amount",
      "1,2024-01-10 11:00,P1,5,2,2,1,0,0,10",
      "1,2024-01-10 11:00,P2,5,-1,0,0,1,1,10",
      "1,2024-01-10 11:00,P3,0.3,0.1,0,0,0,0,9.99",
      "1,2024-01-10 11:00,P4,1,2,0,0,0,0,9.99",
      "1,2024-01-10 11:00,P5,2,,,,,,9.99",
    ].join("\n"),
  );
  const { rows, told } = await boughtIn(file);
  assert.deepEqual(rows, [
    ["1", "P1", "purchase", 3, 6],
    ["1", "P2", "purchase", 3, 6],
    ["1", "P3", "purchase", 0.2, 6.66],
    ["1", "P5", "purchase", 2, 9.99],
  ]);
  assert.match(
    told.join(),
    /3 lines with fewer units than were ordered, and 1 line not at all count/,
  );
});

test("lines are known by their ids in whatever type, and what the order says is no line's", async () => {
  const order = { created_at: "2024-01-10T11:00:00Z", qty_refunded: 1 };
  const refunds = [{ refund_line_items: [{ line_item_id: "1", quantity: 1 }] }, { total: "-4" }];
  const file = jsonl(
    "ids.jsonl",
    { order_number: 1, ...order, refunds, line_items: [line(1, "P1", 3), line(2, "P2", 1)] },
    {
      ...{ order_number: 2, ...order, refunds, cancelled_at: "2024-01-11T11:00:00Z" },
      line_items: [line(1, "P1", 1)],
    },
    { order_number: 3, ...order, cancelled: true, line_items: [line(4, "P1", 1)] },
    {
      ...{ order_number: 4, ...order, line_items: [line(5, "P1", 2)] },
      refunds: [{ refund_line_items: [{ line_item_id: 5, quantity: "one" }] }],
    },
  );
  const { rows, rejects } = await boughtIn(file);
  assert.deepEqual(rows, [
    ["1", "P1", "purchase", 2, 20],
    ["1", "P2", "purchase", 1, 10],
  ]);
  assert.deepEqual(
    rejects.map(([code]) => code),
    ["ORDER_CANCELLED", "ORDER_CANCELLED", "NUMBER_UNREADABLE"],
  );
});

test("a quantity that the map names is taken as it is, and constants stay", async () => {
  const file = folder.write(
    "mapped.csv",
    [
      "order id,time,sku,qty_ordered,qty_invoiced,qty_canceled,price",
      "1,2024-01-10 11:00,P1,5,3,2,10",
      "1,2024-01-10 11:00,P2,2,0,2,10",
    ].join("\n"),
  );
  const mapped = await boughtIn(file, "quantity=qty_invoiced");
  assert.deepEqual(mapped, {
    rows: [
      ["1", "P1", "purchase", 3, 30],
      ["1", "P2", "purchase", 0, 0],
    ],
    ...{ rejects: [], told: [] },
  });
  const constant = await boughtIn(file, "quantity==1", "value==8");
  assert.deepEqual(
    constant.rows.map(([, , , quantity, value]) => [quantity, value]),
    [
      [1, 8],
      [1, 8],
    ],
  );
  const value = await boughtIn(file, "value==8");
  assert.deepEqual(
    value.rows.map(([, , , quantity, money]) => [quantity, money]),
    [[3, 8]],
  );
});

test("money of the whole order stays whole, and what is taken back has no sign", async () => {
  const file = jsonl("whole.jsonl", {
    ...{ order_number: 1, created_at: "2024-01-10T11:00:00Z", total_price: "50.00" },
    line_items: [
      line(1, "P1", 4, { current_quantity: 1 }),
      line(2, "P2", -1, { current_quantity: 0, total: "-5.00" }),
    ],
  });
  assert.deepEqual((await boughtIn(file, "value=total_price")).rows, [
    ["1", "P1", "purchase", 1, 50],
    ["1", "P2", "return", 1, 50],
  ]);
  assert.deepEqual((await boughtIn(file)).rows[1], ["1", "P2", "return", 1, 5]);
});
