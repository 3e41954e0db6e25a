import type { Product } from "../../domain/tables/products.ts";
import type { Reject } from "../../domain/tables/rejects.ts";
import { departmentOf, unknownDepartment } from "../departments.ts";
import type { SourceFile } from "../files/find-files.ts";
import { type ImportItem, type ImportOptions, Problem } from "../import-item.ts";
import { finishedProduct, productText } from "../product-row.ts";
import { rejectOf } from "../reject.ts";
import { bundleCategoryPaths, mostSpecificPath } from "./bundle-categories.ts";
import { type BundleDomain, bundleDomains } from "./bundle-files.ts";
import { readBundleTable } from "./bundle-table.ts";

const titleMissing = new Problem("TITLE_MISSING", "The item is in sessions but has no title.");

/**
 * The products of BundleRec: titles joined with categories; sku `<domain>-<item ID>`, since the
 * domains count their items each for itself. Items that sessions name and no title is known for are
 * rejects, once each. Holds a domain's item ids and categories in memory.
 * @throws CosmoError BUNDLEREC_FILE_MISSING, COLUMN_MISSING
 */
export async function* readBundleProducts(
  files: readonly SourceFile[],
  options: ImportOptions,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<Product>[]> {
  for (const domain of bundleDomains(files, ["item_titles"], options.notice)) {
    const { paths, rejects } = await readPaths(domain, options, signal);
    yield rejects.map((reject) => ({ reject }));
    const titled = new Set<string>();
    const titles = domain.files.get("item_titles");
    if (titles === undefined) continue;
    for await (const rows of readBundleTable(titles, ["item ID", "titles"], signal)) {
      yield rows.map((row) => {
        if ("reject" in row) return row;
        const [item = "", title = ""] = row.values;
        titled.add(item);
        const product = productOf(domain.prefix, item, title, paths.get(item) ?? [], options);
        if (!(product instanceof Problem)) {
          return { row: product, source: titles.name, line: row.line };
        }
        const json = JSON.stringify({ "item ID": item, titles: title });
        return { reject: rejectOf({ source: titles.name, line: row.line }, product, json) };
      });
    }
    yield* itemsWithoutTitle(domain, titled, signal);
  }
}

function productOf(
  prefix: string,
  item: string,
  rawTitle: string,
  categoryPath: readonly string[],
  options: ImportOptions,
): Product | Problem {
  const title = productText(rawTitle);
  if (title === null) return new Problem("TITLE_MISSING", "The item has no title.");
  return finishedProduct({
    epoch: 1,
    site: options.site ?? "default",
    sku: `${prefix}-${item}`,
    parent: null,
    title,
    productType: null,
    domain: departmentOf(categoryPath[0] ?? "") ?? departmentOf(prefix) ?? unknownDepartment,
    categoryPath,
    attributes: {},
    locale: options.locale,
    validFrom: null,
    validTo: null,
  });
}

async function readPaths(
  domain: BundleDomain,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<{ paths: Map<string, readonly string[]>; rejects: readonly Reject[] }> {
  const paths = new Map<string, readonly string[]>();
  const rejects: Reject[] = [];
  const file = domain.files.get("item_categories");
  if (file === undefined) {
    const message = `${domain.prefix} comes without ${domain.prefix}_item_categories.csv: no categories.`;
    options.notice({ code: "FILE_MISSING", message });
    return { paths, rejects };
  }
  for await (const rows of readBundleTable(file, ["item ID", "categories"], signal)) {
    for (const row of rows) {
      if ("reject" in row) rejects.push(row.reject);
      else {
        const [item = "", categories = ""] = row.values;
        paths.set(item, mostSpecificPath(bundleCategoryPaths(categories)));
      }
    }
  }
  return { paths, rejects };
}

async function* itemsWithoutTitle(
  domain: BundleDomain,
  titled: ReadonlySet<string>,
  signal: AbortSignal,
): AsyncGenerator<readonly ImportItem<Product>[]> {
  const file = domain.files.get("session_item");
  if (file === undefined) return;
  const told = new Set<string>();
  for await (const rows of readBundleTable(file, ["session ID", "item ID"], signal)) {
    yield rows.flatMap((row) => {
      if ("reject" in row) return [];
      const [, item = ""] = row.values;
      if (titled.has(item) || told.has(item)) return [];
      told.add(item);
      const json = JSON.stringify({ "item ID": item });
      return [{ reject: rejectOf({ source: file.name, line: row.line }, titleMissing, json) }];
    });
  }
}
