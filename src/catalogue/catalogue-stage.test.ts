import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { openStore } from "../artifact/store.ts";
import { hashOf } from "../domain/hash.ts";
import { productId } from "../domain/ids.ts";
import { silentProgress } from "../domain/progress.ts";
import { type Product, products } from "../domain/tables/products.ts";
import { openSql } from "../sql/sql.ts";
import { runStage } from "../stage/run-stage.ts";
import { openStageRecords } from "../stage/stage-record.ts";
import { catalogueStage } from "./catalogue-stage.ts";

function imported(sku: string, title: string, details: Partial<Product> = {}): Product {
  return {
    id: productId("default", sku, 1),
    site: "default",
    sku,
    epoch: 1,
    parent: null,
    title,
    titleHash: hashOf(title),
    productType: null,
    domain: "Others",
    categoryPath: ["a", "b"],
    attributes: { colour: "red" },
    locale: "en-US",
    validFrom: null,
    validTo: null,
    ...details,
  };
}

async function catalogueOf(imports: readonly (readonly Product[])[], config?: unknown) {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-catalogue-"));
  const sql = await openSql({ threads: 2, memoryLimit: "1GB", temporaryFolder: folder });
  try {
    const store = await openStore(join(folder, "store"), sql);
    const parts: PartManifest[] = [];
    for (const [place, rows] of imports.entries()) {
      parts.push(
        await store.part({
          table: products,
          name: `import ${place}`,
          inputs: place,
          async fill(draft) {
            for (const row of rows) draft.write(row);
          },
        }),
      );
    }
    const { writes, funnel, notices } = await runStage(
      catalogueStage(),
      config,
      { importedProducts: datasetOf("importedProducts", parts) },
      { store, records: openStageRecords(join(folder, "records")), sql, seed: 1, now: Date.now },
      new AbortController().signal,
      silentProgress,
    );
    const made = writes["catalogueProducts"];
    if (made === undefined) throw new Error("the stage wrote nothing");
    const rows = await Array.fromAsync(store.rows(products, made));
    return { rows, funnel, notices, samples: made.parts[0]?.samples };
  } finally {
    sql.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const tent = imported("1", "Two-person tent, green", { productType: "tent" });

test("products of several imports are one catalogue, unchanged", async () => {
  const lamp = imported("2", "Lamp", { site: "elsewhere", id: "elsewhere/2", domain: "Lights" });
  const { rows, funnel, notices } = await catalogueOf([[tent], [lamp]]);
  assert.deepEqual(rows, [tent, lamp]);
  assert.deepEqual(funnel, [
    { group: "Lights", rowsIn: 1, dropped: {}, rowsOut: 1 },
    { group: "Others", rowsIn: 1, dropped: {}, rowsOut: 1 },
  ]);
  assert.deepEqual(notices, []);
});

test("of rows of one sku the one imported last stands, and the others are counted", async () => {
  const better = imported("1", "Two-person tent, green, 3 kg", { domain: "Sports & Outdoors" });
  const { rows, funnel, samples } = await catalogueOf([[better], [tent], [better]]);
  assert.deepEqual(rows, [better]);
  assert.deepEqual(funnel, [
    { group: "Others", rowsIn: 1, dropped: { superseded: 1 }, rowsOut: 0 },
    { group: "Sports & Outdoors", rowsIn: 2, dropped: { superseded: 1 }, rowsOut: 1 },
  ]);
  assert.deepEqual(samples?.["superseded"]?.toSorted(), [
    "default/1: Two-person tent, green",
    "default/1: Two-person tent, green, 3 kg",
  ]);
});

test("a domain may be called what all objects have", async () => {
  const bricks = imported("2", "Wooden bricks", { domain: "constructor" });
  const { funnel } = await catalogueOf([[bricks], [bricks], [tent]]);
  assert.deepEqual(funnel, [
    { group: "Others", rowsIn: 1, dropped: {}, rowsOut: 1 },
    { group: "constructor", rowsIn: 2, dropped: { superseded: 1 }, rowsOut: 1 },
  ]);
});

test("another type and another title make another product: a new epoch, and both stay", async () => {
  const began = Date.UTC(2026, 5, 1);
  const mug = imported("1", "Coffee mug", { productType: "mug", validFrom: began });
  const mugAgain = { ...mug, title: "Coffee mug, white", titleHash: hashOf("Coffee mug, white") };
  const { rows, notices } = await catalogueOf([[tent], [mug], [mugAgain]]);
  assert.deepEqual(rows, [
    { ...tent, validTo: began },
    { ...mugAgain, id: productId("default", "1", 2), epoch: 2 },
  ]);
  assert.deepEqual(notices, [
    "1 time a sku came to name another thing, such as default/1: it got a new epoch.",
  ]);
});

test("a new epoch that no row dates is told: the old thing's log counts for it", async () => {
  const mug = imported("1", "Coffee mug", { productType: "mug" });
  const { notices } = await catalogueOf([[tent], [mug]]);
  assert.deepEqual(notices, [
    "1 time a sku came to name another thing, such as default/1: it got a new epoch.",
    "Of 1 sku that came to name another thing, such as default/1, no row says since when: all that was done with the old thing counts for the new one. Import them again with `validFrom`.",
  ]);
});

test("two epochs of one sku in one import keep their order and times, whatever order they came in", async () => {
  const began = Date.UTC(2026, 5, 1);
  const first = { ...tent, validTo: began };
  const second = imported("1", "Coffee mug", {
    id: productId("default", "1", 2),
    epoch: 2,
    productType: "mug",
    validFrom: began,
  });
  for (const rows of [
    [first, second],
    [second, first],
  ]) {
    const { rows: made } = await catalogueOf([rows]);
    assert.deepEqual(made, [first, second]);
  }
});

test("the second of two epochs, imported again, is no third thing", async () => {
  const second = imported("1", "Coffee mug", {
    id: productId("default", "1", 2),
    epoch: 2,
    productType: "mug",
  });
  const { rows } = await catalogueOf([[tent, second], [second]]);
  assert.deepEqual(
    rows.map(({ id, title }) => [id, title]),
    [
      ["default/1", tent.title],
      ["default/1@2", "Coffee mug"],
    ],
  );
});

test("a sku that goes back to what it was is a third thing", async () => {
  const mug = imported("1", "Coffee mug", { productType: "mug" });
  const { rows } = await catalogueOf([[tent], [mug], [tent]]);
  assert.deepEqual(
    rows.map(({ id, title }) => [id, title]),
    [
      ["default/1", "Two-person tent, green"],
      ["default/1@2", "Coffee mug"],
      ["default/1@3", "Two-person tent, green"],
    ],
  );
});

test("without types, another last category and another title make another product", async () => {
  const before = imported("1", "Two-person tent");
  const later = imported("1", "Coffee mug", { categoryPath: ["a", "c"] });
  assert.equal((await catalogueOf([[before], [later]])).rows.length, 2);
  assert.equal((await catalogueOf([[before], [imported("1", "Coffee mug")]])).rows.length, 1);
});

test("another title alone, another type alone and a type that is not known make no new epoch", async () => {
  for (const later of [
    imported("1", "Coffee mug", { productType: "tent" }),
    imported("1", "Two-person tent, blue", { productType: "shelter" }),
    imported("1", "Coffee mug"),
  ]) {
    const { rows } = await catalogueOf([[tent], [later]]);
    assert.deepEqual(rows, [later]);
  }
});

test("how much of the title must be shared is a setting: 1 of 5 words here", async () => {
  const later = imported("1", "TENT pegs", { productType: "pegs" });
  const epochs = async (renamedOverlap: number) =>
    (await catalogueOf([[tent], [later]], { renamedOverlap })).rows.length;
  assert.equal(await epochs(0.2), 1);
  assert.equal(await epochs(0.21), 2);
});

test("skus that differ in capitals alone stay two products, and are told with examples", async () => {
  const others = ["b1", "B1", "c1", "C1", "d1", "D1"].map((sku) => imported(sku, "Rope"));
  const both = [imported("85123a", "Candle"), imported("85123A", "Candle")];
  const elsewhere = imported("Z1", "Rope", { site: "elsewhere", id: "elsewhere/Z1" });
  const few = await catalogueOf([[...both, elsewhere, imported("z1", "Rope")]]);
  assert.equal(few.rows.length, 4);
  assert.deepEqual(few.notices, [
    "1 sku is written in more than one case, which counts as products of their own: default/85123A and default/85123a. Where that is one thing, write its sku alike in catalogue and log, and import both again.",
  ]);
  const [many = ""] = (await catalogueOf([both, others])).notices;
  assert.match(many, /^4 skus are written in more than one case/);
  assert.match(many, /default\/B1 and default\/b1, default\/C1 and default\/c1\. Where/);
});

test("nothing imported is said with the next step", async () => {
  await assert.rejects(catalogueOf([]), {
    code: "NOTHING_IMPORTED",
    hint: "Import some: cosmo import products PATH",
  });
});
