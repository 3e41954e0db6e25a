import { CosmoError } from "../domain/cosmo-error.ts";
import type { Product } from "../domain/tables/products.ts";
import { readBundleProducts } from "./bundlerec/read-bundle-products.ts";
import { refuseMap } from "./columns/column-map.ts";
import { findFiles, type SourceFile } from "./files/find-files.ts";
import { nameFits } from "./files/format.ts";
import { firstSeen } from "./first-seen.ts";
import { type ImportItem, type ImportOptions, Problem } from "./import-item.ts";
import { noticesOnce } from "./notices-once.ts";
import { readTableProducts } from "./read-table-products.ts";
import { firstPlace, rejectOf } from "./reject.ts";

/**
 * Reads products from files, folders and globs, in the order of their sorted paths: each row as a
 * product of epoch 1, or as a reject with the reason. Of rows with one id the first is taken; the
 * others are rejects, `PRODUCT_REPEATED` where they say the same, else `PRODUCT_DUPLICATE`.
 *
 * @example
 * const options = { …, map: parseMap(["sku=StockCode", "title=Description"]) };
 * for await (const item of readProducts(["catalogue.csv"], options, signal)) { … }
 *
 * @throws CosmoError FILE_NOT_FOUND, COLUMN_MISSING, FILE_CUT_SHORT, … after the rows before it
 */
export async function* readProducts(
  paths: readonly string[],
  options: ImportOptions,
  signal: AbortSignal,
): AsyncGenerator<ImportItem<Product>> {
  const files = await findFiles(
    paths,
    (name) => nameFits(name, options.format, "products"),
    options.encoding,
  );
  const names = files.map(({ name }) => name);
  const fileOf = new Map(names.map((name, index) => [name, index]));
  const seen = firstSeen();
  for await (const batch of batchesOf(files, noticesOnce(options), signal)) {
    for (const item of batch) {
      if ("reject" in item) {
        yield item;
        continue;
      }
      const { row, source, line } = item;
      const content = JSON.stringify(row);
      const earlier = seen.note(row.id, content, { file: fileOf.get(source) ?? 0, line });
      if (earlier === null) {
        yield item;
        continue;
      }
      const first = firstPlace(item, names[earlier.file] ?? source, earlier.line);
      const problem = earlier.same
        ? new Problem("PRODUCT_REPEATED", `The same product came before, ${first}.`)
        : new Problem(
            "PRODUCT_DUPLICATE",
            `Line ${line} gives the product ${row.id} otherwise than before, ${first}; the first is kept.`,
          );
      yield { reject: rejectOf(item, problem, content) };
    }
  }
}

function batchesOf(
  files: readonly SourceFile[],
  options: ImportOptions,
  signal: AbortSignal,
): AsyncIterable<readonly ImportItem<Product>[]> {
  if (options.format === "bundlerec") {
    refuseMap(options.map, options.format);
    return readBundleProducts(files, options, signal);
  }
  if (options.format === "ubi" || options.format === "ga4") {
    const log = `Logs of ${options.format === "ubi" ? "UBI" : "Google Analytics 4"}`;
    throw new CosmoError("FORMAT_WITHOUT_PRODUCTS", `${log} hold events, no catalogue.`, {
      hint: `Import the catalogue as csv, jsonl or parquet, and this log with: cosmo import events … --format ${options.format}`,
      exitCode: 2,
    });
  }
  if (options.format === "esci") refuseMap(options.map, options.format);
  return readTableProducts(files, options, signal);
}
