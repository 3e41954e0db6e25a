import { fileURLToPath } from "node:url";
import { labelRow } from "../annotation/label.ts";
import { readLabels } from "../annotation/read-labels.ts";
import { wordedLabel } from "../annotation/worded-label.ts";
import { datasetOf } from "../artifact/dataset.ts";
import { fileHash } from "../artifact/file-hash.ts";
import { hashOf } from "../domain/hash.ts";
import { type Progress, silentProgress } from "../domain/progress.ts";
import { type LabelRow, labels } from "../domain/tables/labels.ts";
import type { Product } from "../domain/tables/products.ts";
import type { ImportItem } from "../intake/import-item.ts";
import { marketShops } from "../simulation/market-shop.ts";
import { readShop } from "../simulation/read-shop.ts";
import { shopProducts } from "../simulation/shop-products.ts";
import { type ImportRecord, storeImport } from "./imports.ts";
import { arePresent } from "./present-parts.ts";
import { sampleShopFolder } from "./sample-shop.ts";
import type { Workspace } from "./workspace.ts";

/** In the folder `samples/labels`: claims about pairs, about product types, and at single products and queries. */
const sampleLabelsFiles = ["sample-shop.jsonl", "product-types.jsonl", "entailments.jsonl"];

const pathOf = (file: string): string =>
  fileURLToPath(new URL(`../../samples/labels/${file}`, import.meta.url));

/** How the labels that come with cosmo are told from imported ones. */
const sampleLabelsFormat = "sample labels";

/** Raised when the same files would be read into other rows than before. */
const version = 2;

/**
 * Takes in the labels that come with cosmo, with the words of the sample shop's products, where they are
 * not there whole.
 */
export async function importSampleLabels(workspace: Workspace, signal: AbortSignal): Promise<void> {
  const { store, imports, environment } = workspace;
  const contents = hashOf(
    await Promise.all(sampleLabelsFiles.map((file) => fileHash(pathOf(file)))),
  );
  const recipe = hashOf([sampleLabelsFormat, version, contents]);
  const earlier = (await imports.list()).find(({ format }) => format === sampleLabelsFormat);
  if (earlier?.recipe === recipe) {
    if (await arePresent(store, [datasetOf("labels", earlier.parts)])) return;
  }
  const progress: Progress = silentProgress;
  const stored = await storeImport(store, labels, recipe, items(), signal, progress);
  const { failure, ...counts } = stored;
  if (failure !== undefined) throw failure;
  const record: ImportRecord = {
    table: "labels",
    recipe,
    contents: earlier?.contents ?? contents,
    sources: sampleLabelsFiles.map((file) => `samples/labels/${file}`),
    format: sampleLabelsFormat,
    importedAt: new Date(environment.now()).toISOString(),
    ...counts,
    notices: [],
    complete: true,
  };
  await imports.add(record);
}

async function* items(): AsyncGenerator<ImportItem<LabelRow>> {
  const shop = await readShop(sampleShopFolder);
  const { from, seed } = shop.simulation.log;
  const products = new Map<string, Product>();
  for (const market of marketShops(shop, null, seed)) {
    for (const product of shopProducts(market, from)) products.set(product.id, product);
  }
  for (const file of sampleLabelsFiles) {
    let line = 0;
    for (const label of await readLabels(pathOf(file))) {
      line += 1;
      const row = wordedLabel(labelRow(label), products);
      if (row === undefined) {
        throw new Error(`${file}, line ${line}: the sample shop has no such product`);
      }
      yield { row, source: file, line };
    }
  }
}
