import assert from "node:assert/strict";
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { CosmoError } from "../domain/cosmo-error.ts";
import { readShop } from "./read-shop.ts";

const sample = fileURLToPath(new URL("../../samples/shop", import.meta.url));
const parent = mkdtempSync(join(tmpdir(), "cosmo-shop-"));
after(() => rmSync(parent, { recursive: true, force: true }));

function copyOfSample(): string {
  const folder = mkdtempSync(join(parent, "copy-"));
  cpSync(sample, folder, { recursive: true });
  return folder;
}

function change(folder: string, file: string, from: string, to: string): void {
  const before = readFileSync(join(folder, file), "utf8");
  assert.ok(before.includes(from), `${file} has no ${from}`);
  writeFileSync(join(folder, file), before.replace(from, to));
}

const failsWith = (folder: string, code: string, message: RegExp): Promise<void> =>
  assert.rejects(readShop(folder), (error) => {
    assert.ok(error instanceof CosmoError);
    assert.equal(error.code, code);
    assert.match(error.message, message);
    assert.equal(error.exitCode, 2);
    return true;
  });

test("the truth is not read: without it, or with nonsense in it, the shop is the same", async () => {
  const shop = await readShop(sample);
  const folder = copyOfSample();
  appendFileSync(join(folder, "truth/day-hike.yaml"), "}{ not YAML");
  assert.deepEqual(await readShop(folder), shop);
  rmSync(join(folder, "truth"), { recursive: true });
  assert.deepEqual(await readShop(folder), shop);
});

test("more files are more products and needs", async () => {
  const shop = await readShop(sample);
  const folder = copyOfSample();
  writeFileSync(
    join(folder, "products/zoo.yaml"),
    "domain: Zoo\nproducts: [{ sku: ZO-1, title: Net, type: net, category: [Nets], price: 9 }]\n",
  );
  writeFileSync(
    join(folder, "needs/catch.yaml"),
    "{ id: catch, description: To catch., demand: 1, serves: [{ type: net }], queries: [{ text: net, kind: exact, type: net }] }",
  );
  const grown = await readShop(folder);
  assert.equal(grown.products.length, shop.products.length + 1);
  assert.deepEqual(
    grown.needs.filter((need) => !shop.needs.some(({ id }) => id === need.id)).map(({ id }) => id),
    ["catch"],
  );
});

test("a missing folder or file is named", async () => {
  await failsWith(join(parent, "nowhere"), "SHOP_NOT_FOUND", /nowhere/);
  const folder = copyOfSample();
  rmSync(join(folder, "needs"), { recursive: true });
  await failsWith(folder, "SHOP_NOT_FOUND", /needs/);
});

const faults: readonly (readonly [string, string, string, RegExp])[] = [
  [
    "products/baby-products.yaml",
    "price: 28.99",
    "price: dear",
    /baby-products.yaml: products\[0\].price: /,
  ],
  [
    "products/baby-products.yaml",
    "title: Cobbleby",
    "titel: Cobbleby",
    /baby-products.yaml: products\[0\]/,
  ],
  ["products/baby-products.yaml", "domain: Baby", "domain: [Baby", /baby-products.yaml: .*line/],
  [
    "products/video-games.yaml",
    "sku: VG-1503",
    "sku: VG-1501",
    /products\[2\].sku: VG-1501 is already/,
  ],
  ["needs/day-hike.yaml", "id: day-hike", "id: hike", /day-hike.yaml: id: hike must be/],
  [
    "needs/day-hike.yaml",
    "type: hiking boots }",
    "type: hikng boots }",
    /serves\[0\]: .*"hikng boots"/,
  ],
  ["needs/day-hike.yaml", "use: hiking", "use: flying", /serves\[1\]: no product is a "backpack"/],
  [
    "needs/day-hike.yaml",
    "exact, type: hiking boots",
    "exact, type: tent",
    /queries\[2\].type: .*"tent"/,
  ],
  ["needs/day-hike.yaml", "kind: broad", "kind: vague", /day-hike.yaml: queries\[0\].kind: /],
  ["shop.yaml", "bots: 0.006", "bots: 6", /shop.yaml: simulation.shoppers.bots: /],
  ["shop.yaml", "bird seed", "bird sede", /habitTypes\[4\]: no product has the type "bird sede"/],
];

for (const [file, from, to, message] of faults) {
  test(`"${to}" in ${file} is refused with its place`, async () => {
    const folder = copyOfSample();
    change(folder, file, from, to);
    await failsWith(folder, "SHOP_INVALID", message);
  });
}
