import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { datasetOfRows, openStorePlace } from "../artifact/store-for-tests.ts";
import { integer, nullable, text, texts } from "../domain/column.ts";
import { productTypeId } from "../domain/ids.ts";
import { defineTable } from "../domain/table.ts";
import { productTypes } from "../domain/tables/product-types.ts";
import type { Encoder } from "../encoder/encoder.ts";
import { coBuy, productRow, shopDatasets } from "../stage/shop-for-tests.ts";
import { toolsIn } from "../stage/stage-for-tests.ts";
import { configurationSchema } from "./configuration.ts";
import { foundTypes, takeUpTypes, typeRounds, typesDataset } from "./product-types.ts";
import type { Workspace } from "./workspace.ts";

const place = await openStorePlace();
const tent = productRow("tent", "Dome Tent", "tent");
const lamp = productRow("lamp", "Headlamp", "lamp");
const { signal } = new AbortController();

function workspace(scopes: readonly string[] = ["product-type"], encoder?: Encoder) {
  const dataFolder = place.newFolder();
  const { store, sql } = toolsIn(place, dataFolder);
  const shop = (products: readonly (typeof tent)[]) =>
    shopDatasets(store, { products, queries: [], pairs: [] });
  const configuration = configurationSchema.parse({ generation: { scopes } });
  const ports = { encoder, measures: { known: () => new Map(), add: () => {} } };
  return { opened: { store, sql, dataFolder, configuration, ports } as unknown as Workspace, shop };
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
  await takeUpTypes(opened, await shop([tent]), signal);
  const better = productRow("best", "Best Tent", "tent");
  await takeUpTypes(opened, await shop([better, tent, lamp]), signal);
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
  await takeUpTypes(opened, await shop([tent]), signal);
  const list = join(opened.dataFolder, "product-types.json");
  const before = readFileSync(list, "utf8");
  const [file = ""] = opened.store.files(typesDataset(await typeRounds(opened.dataFolder)));
  rmSync(join(file, ".."), { recursive: true });
  const other = productRow("other", "Another Tent", "tent");
  await takeUpTypes(opened, await shop([other, tent]), signal);
  assert.equal(readFileSync(list, "utf8"), before);
  readFileSync(file);
  assert.deepEqual(
    (await takenUp(opened)).map((rows) => rows.map(({ titles }) => titles)),
    [[["Dome Tent"]]],
  );
});

test("where no product has a type there is an empty round, so that stages find a table", async () => {
  const { opened, shop } = workspace();
  await takeUpTypes(opened, await shop([productRow("odd", "Odd thing", null)]), signal);
  const [round, ...others] = await takenUp(opened);
  assert.deepEqual([round, others], [[], []]);
});

test("attributes that tell products apart are a round behind the types, only where they are asked about, and once", async () => {
  const other = productRow("pump", "Pump", "pump");
  const tents = Array.from({ length: 24 }, (_, at) =>
    productRow(`tent-${at}`, `Maker${at} ${at < 12 ? "Beach" : ""} Tent`, "tent"),
  );
  const all = {
    products: [...tents, lamp, other],
    queries: [],
    pairs: tents.map((one, at) => coBuy(one, at < 12 ? lamp : other)),
  };
  const rounds = async (scopes: readonly string[]) => {
    const { opened } = workspace(scopes);
    const datasets = await shopDatasets(opened.store, all);
    await takeUpTypes(opened, datasets, signal);
    await takeUpTypes(opened, datasets, signal);
    const { added } = await foundTypes(opened, datasets);
    assert.deepEqual(added, []);
    return (await takenUp(opened)).map((rows) => rows.map(({ attribute }) => attribute));
  };
  assert.deepEqual(await rounds(["product-type"]), [[null, null, null]]);
  assert.deepEqual(await rounds(["product-type", "product-type+attribute"]), [
    [null, null, null],
    ["beach"],
  ]);
});

test("a name that means something else is taken up as such, beside the names of earlier runs", async () => {
  const screws = productRow("ring", "Nose ring", "screws");
  const meanings: Readonly<Record<string, readonly number[]>> = {
    ...{ jewelry: [1, 0, 0], "Silver ring": [1, 0, 0], "Nose ring": [1, 0, 0], screws: [0, 1, 0] },
  };
  const encoder: Encoder = {
    id: "test",
    encode: async (texts) => texts.map((text) => Float32Array.from(meanings[text] ?? [0, 0, 1])),
    close: async () => {},
  };
  const { opened, shop } = workspace(["product-type"], encoder);
  await takeUpTypes(opened, await shop([productRow("silver", "Silver ring", "jewelry")]), signal);
  await takeUpTypes(opened, await shop([screws, tent]), signal);
  const rows = (await takenUp(opened)).flat();
  assert.deepEqual(
    rows
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(({ name, nameFits, calledAs }) => [name, nameFits, calledAs]),
    [
      ["jewelry", true, "jewelry"],
      ["screws", false, "nose ring"],
      ["tent", true, "tent"],
    ],
  );
});

/** As cosmo had it before types had attributes and names that may not fit. */
const typesOfBefore = defineTable("productTypes", "Types.", ["id"], {
  ...{
    id: text("."),
    locale: text("."),
    name: text("."),
    round: integer("."),
    place: integer("."),
  },
  ...{ titles: texts("."), domain: nullable(text(".")) },
});

/** A workspace that an earlier version took a tent up in, with the titles of then. */
async function workspaceOfBefore() {
  const { opened, shop } = workspace();
  const { store, dataFolder } = opened;
  const row = {
    ...{ id: productTypeId("en-US", "tent"), locale: "en-US", name: "tent", round: 1, place: 1 },
    ...{ titles: ["Tent of then"], domain: "Outdoors" },
  };
  const { parts } = await datasetOfRows(store, typesOfBefore, [row]);
  writeFileSync(join(dataFolder, "product-types.json"), JSON.stringify(parts));
  mkdirSync(join(dataFolder, "product-types"));
  const rows = join(dataFolder, "product-types", "1.json");
  writeFileSync(rows, JSON.stringify([row]));
  const today = { type: row.id, attribute: null, nameFits: true, calledAs: "tent" };
  return { opened, shop, rows, row: { ...row, ...today } };
}

test("types of a workspace of before stay, with the titles that were paid for", async () => {
  const { opened, shop, rows, row } = await workspaceOfBefore();
  assert.deepEqual(typesDataset(await typeRounds(opened.dataFolder)).parts, []);
  const { rounds, added } = await foundTypes(opened, await shop([tent]));
  assert.deepEqual([rounds.length, added], [1, []]);
  await takeUpTypes(opened, await shop([tent, lamp]), signal);
  const [ofBefore, ofToday] = await takenUp(opened);
  assert.deepEqual(ofBefore, [row]);
  assert.deepEqual(
    ofToday?.map(({ name, round }) => [name, round]),
    [["lamp", 2]],
  );
  assert.deepEqual(JSON.parse(readFileSync(rows, "utf8")), [row]);
  const list = readFileSync(join(opened.dataFolder, "product-types.json"), "utf8");
  await takeUpTypes(opened, await shop([tent, lamp]), signal);
  assert.equal(readFileSync(join(opened.dataFolder, "product-types.json"), "utf8"), list);
});

test("where the rows of before are gone, what to do is said", async () => {
  const { opened, shop, rows } = await workspaceOfBefore();
  rmSync(rows);
  await assert.rejects(takeUpTypes(opened, await shop([tent]), signal), {
    code: "PART_DAMAGED",
    message: /1\.json is missing, and what an earlier version of cosmo made of it can't be read/,
    hint: /Put a copy of the file back, or remove product-types\.json/,
  });
});
