import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openStorePlace } from "../artifact/store-for-tests.ts";
import { productTypes } from "../domain/tables/product-types.ts";
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

/** The rows of each round. */
const takenUp = async ({ store, dataFolder }: Workspace) =>
  Promise.all(
    (await typeRounds(dataFolder)).map((part) =>
      Array.fromAsync(store.rows(productTypes, typesDataset([part]))),
    ),
  );

test("what was taken up stays, and a later run adds what is new alone", async () => {
  const { opened, shop } = workspace();
  await takeUpTypes(opened, await shop([tent]));
  const better = productRow("best", "Best Tent", "tent");
  await takeUpTypes(opened, await shop([better, tent, lamp]));
  const rounds = await takenUp(opened);
  assert.deepEqual(
    rounds.map((rows) => rows.map(({ name, titles }) => [name, titles])),
    [[["tent", ["Dome Tent"]]], [["lamp", ["Headlamp"]]]],
  );
});

test("looking decides nothing", async () => {
  const { opened, shop } = workspace();
  const found = await foundTypes(opened, await shop([tent]));
  assert.equal(found.rounds.length, 1);
  assert.deepEqual(await typeRounds(opened.dataFolder), []);
});

test("parts that were removed are made again, with the titles that were paid for", async () => {
  const { opened, shop } = workspace();
  await takeUpTypes(opened, await shop([tent]));
  const list = join(opened.dataFolder, "product-types.json");
  const before = readFileSync(list, "utf8");
  const [file = ""] = opened.store.files(typesDataset(await typeRounds(opened.dataFolder)));
  rmSync(join(file, ".."), { recursive: true });
  const other = productRow("other", "Another Tent", "tent");
  await takeUpTypes(opened, await shop([other, tent]));
  assert.equal(readFileSync(list, "utf8"), before);
  readFileSync(file);
  assert.deepEqual(
    (await takenUp(opened)).map((rows) => rows.map(({ titles }) => titles)),
    [[["Dome Tent"]]],
  );
});

test("where no product has a type there is an empty round, so that stages find a table", async () => {
  const { opened, shop } = workspace();
  await takeUpTypes(opened, await shop([productRow("odd", "Odd thing", null)]));
  const [round, ...others] = await takenUp(opened);
  assert.deepEqual([round, others], [[], []]);
});
