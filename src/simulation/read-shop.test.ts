import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { readShop } from "./read-shop.ts";
import { change, smallShopFolder } from "./shop-for-tests.ts";

const shop = await readShop(smallShopFolder());

const failsWith = (
  folder: string,
  code: string,
  message: RegExp,
  settings?: string,
): Promise<void> =>
  assert.rejects(readShop(folder, settings), (error) => {
    assert.ok(error instanceof CosmoError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.equal(error.exitCode, 2);
    return true;
  });

test("products of all domains come in order, with the path of their type", () => {
  assert.deepEqual(
    [...new Set(shop.products.map(({ domain }) => domain))],
    ["Home & Kitchen", "Sports & Outdoors"],
  );
  const tent = shop.products.find(({ sku }) => sku === "OU-1");
  assert.deepEqual(tent, {
    sku: "OU-1",
    epoch: 1,
    parent: null,
    title: "Alder Dome Tent, Green",
    type: "tent",
    domain: "Sports & Outdoors",
    category: ["Camping", "Tents"],
    variants: { color: ["green", "orange", "sand"] },
    price: 90,
    attributes: { brand: "Alder", color: "green" },
    fromDay: null,
    toDay: null,
  });
});

test("what a sku names later is a second epoch, from that day on, counted from 1", () => {
  const epochs = shop.products.filter(({ sku }) => sku === "OU-6");
  assert.deepEqual(
    epochs.map(({ epoch, type, category, price, fromDay, toDay }) => ({
      epoch,
      type,
      category,
      price,
      fromDay,
      toDay,
    })),
    [
      {
        epoch: 1,
        type: "tent",
        category: ["Camping", "Tents"],
        price: 150,
        fromDay: null,
        toDay: 10,
      },
      {
        epoch: 2,
        type: "flashlight",
        category: ["Lights"],
        price: 9,
        fromDay: 10,
        toDay: null,
      },
    ],
  );
});

test("the truth is not read: without it, or with nonsense in it, the shop is the same", async () => {
  const folder = smallShopFolder();
  const truth = join(folder, "domains/outdoors/truth.yaml");
  writeFileSync(truth, "}{ not YAML");
  assert.deepEqual(await readShop(folder), shop);
  rmSync(truth);
  assert.deepEqual(await readShop(folder), shop);
});

test("a copy of a domain with other names in it adds its products and needs", async () => {
  const folder = smallShopFolder();
  cpSync(join(folder, "domains/kitchen"), join(folder, "domains/office"), { recursive: true });
  change(folder, "domains/office/products.yaml", "sku: KI-", "sku: OF-");
  change(folder, "domains/office/needs.yaml", "id: morning-coffee", "id: afternoon-coffee");
  const grown = await readShop(folder);
  assert.deepEqual(
    grown.products.filter(({ sku }) => sku.startsWith("OF-")).map(({ title }) => title),
    grown.products.filter(({ sku }) => sku.startsWith("KI-")).map(({ title }) => title),
  );
  assert.equal(grown.products.length, shop.products.length + 5);
  assert.deepEqual(
    grown.needs.map(({ id }) => id),
    ["morning-coffee", "afternoon-coffee", "winter-camping", "summer-camping"],
  );
});

test("another file of settings takes the place of the usual one by its name", async () => {
  const folder = smallShopFolder();
  cpSync(join(folder, "simulation.yaml"), join(folder, "busy.yaml"));
  change(folder, "busy.yaml", "sessions: 1000", "sessions: 5000");
  const busy = await readShop(folder, "busy.yaml");
  assert.equal(busy.simulation.log.sessions, 5000);
  assert.deepEqual(await readShop(folder), shop);
  change(folder, "busy.yaml", "bots: 0,", "bots: 7,");
  await failsWith(folder, "SHOP_INVALID", /^busy\.yaml: shoppers\.bots: /, "busy.yaml");
  await failsWith(folder, "SETTINGS_NOT_FOUND", /idle\.yaml/, "idle.yaml");
});

test("a missing folder or file is named", async () => {
  const parent = mkdtempSync(join(tmpdir(), "cosmo-no-shop-"));
  await failsWith(join(parent, "nowhere"), "SHOP_NOT_FOUND", /nowhere/);
  rmSync(parent, { recursive: true });
  for (const file of ["shop.yaml", "domains/kitchen/needs.yaml", "domains"]) {
    const folder = smallShopFolder();
    rmSync(join(folder, file), { recursive: true });
    await failsWith(folder, "SHOP_NOT_FOUND", new RegExp(RegExp.escape(join(folder, file))));
  }
});

const products = "domains/outdoors/products.yaml";
const needs = "domains/outdoors/needs.yaml";

const faults: readonly (readonly [file: string, from: string, to: string, message: RegExp])[] = [
  [
    products,
    "price: 90",
    "price: dear",
    /^domains\/outdoors\/products\.yaml: products\[0\]\.price: /,
  ],
  [products, "price: 90", "price: 0", /products\[0\]\.price: /],
  [products, 'title: "Alder', 'titel: "Alder', /products\.yaml: products\[0\]/],
  [products, "domain: Sports", "domain: [Sports", /products\.yaml: .*line/],
  [products, "sku: OU-3", "sku: OU-1", /products\[2\]\.sku: OU-1 is already .*products\[0\]/],
  [
    products,
    "sku: OU-3",
    "sku: KI-1",
    /sku: KI-1 is already .*kitchen\/products\.yaml: products\[0\]/,
  ],
  [products, "sku: OU-3", "sku: OU/3", /products\[2\]\.sku: letters, digits/],
  [products, "type: tent, price: 90", "type: tnet, price: 90", /products\[0\]\.type: "tnet"/],
  [
    products,
    "type: flashlight, price: 9 }",
    "type: torch, price: 9 }",
    /products\[5\]\.later\.type: "torch"/,
  ],
  [products, "sku: OU-1, ", "", /products\[0\]\.sku: is missing/],
  [products, "day: 11", "day: 0", /products\[5\]\.later\.day: /],
  [needs, "id: summer-camping", "id: winter-camping", /needs\[0\]\.id: winter-camping is the id/],
  [needs, "id: summer-camping", "id: summer camping", /needs\[1\]\.id: letters, digits/],
  [needs, "{ type: flashlight }", "{ type: lantern }", /needs\[0\]\.serves\[2\]: .*"lantern"/],
  [
    needs,
    "season: winter",
    "season: autumn",
    /needs\[0\]\.serves\[0\]: no product is a "sleeping bag"/,
  ],
  [
    needs,
    "exact, type: sleeping bag",
    "exact, type: kettle",
    /needs\[0\]\.queries\[1\]\.type: .*"kettle"/,
  ],
  [
    needs,
    "kind: broad",
    "kind: vague",
    /^domains\/outdoors\/needs\.yaml: needs\[0\]\.queries\[0\]\.kind: /,
  ],
  [
    needs,
    "contradicts: [summer-camping]",
    "contradicts: [summer]",
    /needs\[0\]\.contradicts\[0\]: .*"summer"/,
  ],
  [needs, "regions: [mountains]", "regions: [coast, moon]", /needs\[0\]\.regions\[1\]: .*"moon"/],
  [needs, "season: [12, 1, 2]", "season: [12, 13]", /needs\[0\]\.season\[1\]: /],
  [needs, "demand: 5", "demand: 11", /needs\[0\]\.demand: /],
  [needs, "demand: 5", "demannd: 5", /needs\[0\]: .*"demannd"/],
  [
    "shop.yaml",
    "currency: GBP",
    "currency: pounds",
    /^shop\.yaml: growth\.markets\[0\]\.currency: /,
  ],
  ["simulation.yaml", "known: 0.8", "known: 80", /^simulation\.yaml: shoppers\.known: /],
  ["simulation.yaml", "sameNeed: 0.3", "sameNeed: 1", /^simulation\.yaml: basket\.sameNeed: /],
  ["simulation.yaml", "days: 30", "days: 0", /^simulation\.yaml: log\.days: /],
  ["simulation.yaml", "2026-01-01", "2026-02-30", /^simulation\.yaml: log\.from: /],
  [
    "simulation.yaml",
    "outOfStockDays: [2, 4]",
    "outOfStockDays: [4, 2]",
    /outOfStockDays: fewest first/,
  ],
  ["simulation.yaml", "[coffee beans]", "[coffee beans, tea]", /basket\.habitTypes\[1\]: .*"tea"/],
  ["simulation.yaml", "[gift wrap]", "[gift warp]", /basket\.giftTypes\[0\]: .*"gift warp"/],
];

for (const [file, from, to, message] of faults) {
  test(`${to === "" ? `no ${from}` : to} in ${file} is refused with its place`, async () => {
    const folder = smallShopFolder();
    change(folder, file, from, to);
    await failsWith(folder, "SHOP_INVALID", message);
  });
}
