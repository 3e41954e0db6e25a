import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { productRow, shopDatasets } from "../stage/shop-for-tests.ts";
import { toolsIn } from "../stage/stage-for-tests.ts";
import { foundTypes, takeUpTypes, typeRounds, typesDataset } from "./product-types.ts";
import type { Workspace } from "./workspace.ts";

const place = await openStorePlace();
const tent = productRow("tent", "Dome Tent", "tent");
const lamp = productRow("lamp", "Headlamp", "lamp");

function workspace() {
  const dataFolder = place.newFolder();
  const { store, sql } = toolsIn(place, dataFolder);
  const shop = (products: readonly (typeof tent)[]) =>
    shopDatasets(store, { products, queries: [], pairs: [] });
  return { opened: { store, sql, dataFolder } as unknown as Workspace, shop };
}

test("what was taken up stays, and a later run adds what is new alone", async () => {
  const { opened, shop } = workspace();
  await takeUpTypes(opened, await shop([tent]));
  const better = productRow("best", "Best Tent", "tent");
  await takeUpTypes(opened, await shop([better, tent, lamp]));
  const rounds = await typeRounds(opened.dataFolder);
  assert.deepEqual(
    rounds.map(({ rows }) => rows.map(({ name, titles }) => [name, titles])),
    [[["tent", ["Dome Tent"]]], [["lamp", ["Headlamp"]]]],
  );
});

test("looking decides nothing", async () => {
  const { opened, shop } = workspace();
  const found = await foundTypes(opened, await shop([tent]));
  assert.equal(found.length, 1);
  assert.deepEqual(await typeRounds(opened.dataFolder), []);
});

test("parts that were removed are made again, with the titles that were paid for", async () => {
  const { opened, shop } = workspace();
  await takeUpTypes(opened, await shop([tent]));
  const before = readFileSync(join(opened.dataFolder, "product-types.json"), "utf8");
  const [file = ""] = opened.store.files(typesDataset(await typeRounds(opened.dataFolder)));
  rmSync(join(file, ".."), { recursive: true });
  const other = productRow("other", "Another Tent", "tent");
  await takeUpTypes(opened, await shop([other, tent]));
  assert.equal(readFileSync(join(opened.dataFolder, "product-types.json"), "utf8"), before);
  readFileSync(file);
});

test("where no product has a type there is an empty round, so that stages find a table", async () => {
  const { opened, shop } = workspace();
  await takeUpTypes(opened, await shop([productRow("odd", "Odd thing", null)]));
  const [round, ...others] = await typeRounds(opened.dataFolder);
  assert.deepEqual([round?.rows, others], [[], []]);
});
