import assert from "node:assert/strict";
import { test } from "node:test";
import { readAll, testFolder } from "../import-for-tests.ts";
import { readEvents } from "../read-events.ts";
import { readProducts } from "../read-products.ts";

const folder = testFolder();
const file = folder.write(
  "orders_export.csv",
  `Name,Email,Financial Status,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Vendor,Id,Cancelled at
#1001,ann@example.org,paid,EUR,28.00,2026-05-01 10:20:30 +0200,2,Camp Mug - Red,9.00,CM-R,Birch,901,
#1001,,,,,,1,Tarp,10.00,TARP,Birch,,
#1002,ben@example.org,refunded,EUR,10.00,2026-05-01 11:00:00 +0200,1,Tarp,10.00,TARP,Birch,902,
#1003,cat@example.org,paid,EUR,19.00,2026-05-02 09:00:00 +0200,1,Tarp,10.00,TARP,Birch,903,2026-05-02 10:00:00 +0200
#1003,,,,,,1,Camp Mug - Red,9.00,CM-R,Birch,,
#1004,ann@example.org,paid,EUR,9.00,2026-05-03 09:00:00 +0200,1,Camp Mug - Red,9.00,CM-R,Birch,904,
#1004,,,,,,1,Sticker,0.00,STICKER,Birch,,
`,
);

test("Shopify's orders: the lines of an order have its time and customer, cancelled ones are rejects", async () => {
  const { rows, rejects, notices, error } = await readAll(readEvents, [file]);
  assert.equal(error, null);
  assert.deepEqual(
    rows.map(({ kind, time, session, customer, product, quantity, value, currency }) => [
      ...[kind, new Date(time).toISOString(), session, customer],
      ...[product, quantity, value, currency],
    ]),
    [
      ...[
        ["#1001", "2026-05-01T08:20:30.000Z", "CM-R", 2, 18],
        ["#1001", "2026-05-01T08:20:30.000Z", "TARP", 1, 10],
        ["#1004", "2026-05-03T07:00:00.000Z", "CM-R", 1, 9],
      ].map(([session, time, product, quantity, value]) => [
        ...["purchase", time, session, "hash of ann@example.org"],
        ...[product, quantity, value, "EUR"],
      ]),
    ],
  );
  assert.equal(new Set(rows.map(({ id }) => id)).size, rows.length);
  assert.deepEqual(
    rejects.map(({ line, code }) => [line, code]),
    [
      [4, "ORDER_CANCELLED"],
      [5, "ORDER_CANCELLED"],
      [6, "ORDER_CANCELLED"],
      [8, "ORDER_LINE_UNPRICED"],
    ],
  );
  assert.ok(rejects.every(({ row }) => !row?.includes("example.org")));
  assert.ok(notices.some(({ code }) => code === "SHOP_EXPORT_TAKEN"));
  assert.deepEqual(
    notices.filter(({ code }) => code === "COLUMNS_UNUSED").map(({ message }) => message),
    ["Columns not used: Total, Lineitem name, Vendor, Id."],
  );
});

test("they are a catalogue too, of what their lines name", async () => {
  const { rows, error } = await readAll(readProducts, [file]);
  assert.equal(error, null);
  assert.deepEqual(
    new Map(rows.map(({ sku, title }) => [sku, title])),
    new Map([
      ["CM-R", "Camp Mug - Red"],
      ["TARP", "Tarp"],
    ]),
  );
});
