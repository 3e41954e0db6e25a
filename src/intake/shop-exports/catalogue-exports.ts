import { cleanEntry } from "../columns/clean-text.ts";
import type { FieldSource } from "../columns/resolve-columns.ts";
import type { Cell } from "../files/source-record.ts";
import { Problem } from "../import-item.ts";
import { longestPath } from "./category-paths.ts";
import { saidOnce } from "./said-once.ts";
import { type ExportColumns, type ShopExport, standingAlone } from "./shop-export.ts";

const pictureRow = new Problem(
  "PICTURE_ROW",
  "The row gives its product a further picture, and is no product itself.",
);

/**
 * A row is a variant; what all variants share stands in the first row of their handle.
 * @see https://help.shopify.com/en/manual/products/import-export/using-csv
 */
const shopify: ShopExport = {
  name: "an export of products by Shopify",
  rows: "each variant is a product, of its handle as the parent; what the first row of a handle says holds for its other rows",
  toldBy: [["Handle", "URL handle"], ["Variant SKU", "SKU"], ["Option1 Value"]],
  columns: {
    sku: ["Variant SKU", "SKU"],
    title: ["Title"],
    parent: ["Handle", "URL handle"],
    productType: ["Type"],
    categoryPath: ["Product Category"],
    "attributes.brand": ["Vendor"],
  },
  open({ sources, cellOf, named, said }) {
    const handleOf = textOf(cellOf("Handle", "URL handle"));
    const family = saidOnce({ of: handleOf }, said);
    const options = [1, 2, 3].map((place) => ({
      name: textOf(family.filled(`Option${place} Name`, cellOf(`Option${place} Name`))),
      value: textOf(cellOf(`Option${place} Value`)),
    }));
    const names = ["sku", "title"].map((field) => textOf(sources.get(field)?.cell ?? nothing));
    const says = [...names, ...options.map(({ value }) => value)];
    return {
      sources: withAttributes(
        family.sources(sources, ["title", "productType", "categoryPath", "attributes.brand"]),
        named("Option1 Value"),
        (record) =>
          options.flatMap(({ name, value }) => {
            const [option, chosen] = [name(record), value(record)];
            // What a product without variants has.
            if (option === null || chosen === null || chosen === "Default Title") return [];
            return [[option.toLowerCase(), chosen]];
          }),
      ),
      look(record) {
        family.look(record);
        return says.every((said) => said(record) === null) ? pictureRow : null;
      },
    };
  },
};

/**
 * The feed that shops give to Google, and to others who take the same. The shop's own categories stand in
 * `product_type`, which is no type; Google's may be numbers.
 * @see https://support.google.com/merchants/answer/7052112
 */
const googleFeed: ShopExport = {
  name: "a product feed as Google takes it",
  rows: null,
  toldBy: [["id"], ["title"], ["google product category", "item group id", "availability"]],
  butNot: ["sku", "item id", "product id"],
  columns: {
    sku: ["id"],
    title: ["title"],
    parent: ["item group id"],
    productType: [],
    categoryPath: ["product type", "google product category"],
  },
  open({ sources, cellOf, named }) {
    const path = sources.get("categoryPath");
    if (path === undefined) return standingAlone(sources);
    const google = cellOf("google product category");
    const words: Cell = (record) => {
      const value = google(record);
      return /^\d+$/.test(cleanEntry(value) ?? "") ? null : value;
    };
    const isGoogles = path.column === named("google product category");
    const cell: Cell = (record) => {
      const own = isGoogles ? null : path.cell(record);
      return Array.isArray(own) || cleanEntry(own) !== null ? own : words(record);
    };
    return standingAlone(new Map([...sources, ["categoryPath", { ...path, cell }]]));
  },
};

/**
 * A variation names its parent by SKU, or by number as `id:12`; its categories are its parent's.
 * @see https://github.com/woocommerce/woocommerce/wiki/Product-CSV-Import-Schema
 */
const wooCommerce: ShopExport = {
  name: "an export of products by WooCommerce",
  rows: "of several paths of categories the longest is taken, and a variation has its parent's",
  toldBy: [
    ["Type"],
    ["SKU"],
    ["Name"],
    ["Categories"],
    ["Visibility in catalog", "Tax status", "In stock?"],
  ],
  columns: {
    sku: ["SKU"],
    title: ["Name"],
    parent: ["Parent"],
    productType: [],
    categoryPath: ["Categories"],
    "attributes.brand": ["Brands"],
  },
  open({ sources, cellOf, named, said }) {
    const skuOf = textOf(sources.get("sku")?.cell ?? nothing);
    const shopSkuOf = textOf(cellOf("SKU"));
    const numberOf = textOf(cellOf("ID"));
    const typeOf = textOf(cellOf("Type"));
    const parentOf = textOf(sources.get("parent")?.cell ?? nothing);
    const isParent = (record: unknown): boolean => /\bvariable\b/.test(typeOf(record) ?? "");
    const family = saidOnce(
      {
        of: parentOf,
        namesOf(record) {
          if (!isParent(record)) return [];
          const [sku, number] = [shopSkuOf(record), numberOf(record)];
          return [...(sku === null ? [] : [sku]), ...(number === null ? [] : [`id:${number}`])];
        },
      },
      said,
    );
    const skuOfFirst = family.spoken("sku", skuOf);
    const parentSku: Cell = (record) => {
      const parent = parentOf(record);
      // What is clicked on is often the parent, and what is bought a variation: they are one family.
      if (parent === null) return isParent(record) ? skuOf(record) : null;
      return skuOfFirst(parent) ?? parent;
    };
    const attributes = [1, 2, 3, 4, 5, 6].map((place) => ({
      name: textOf(cellOf(`Attribute ${place} name`)),
      value: textOf(cellOf(`Attribute ${place} value(s)`)),
    }));
    const filled = family.sources(sources, ["categoryPath", "attributes.brand"]);
    return {
      sources: withAttributes(
        replaced(
          replaced(filled, "categoryPath", (cell) => longestPath(cell, ">")),
          "parent",
          () => parentSku,
        ),
        named("Attribute 1 value(s)"),
        (record) =>
          attributes.flatMap(({ name, value }) => {
            const [attribute, values] = [name(record), value(record)];
            return attribute === null || values === null ? [] : [[attribute.toLowerCase(), values]];
          }),
      ),
      look(record) {
        family.look(record);
        return null;
      },
    };
  },
};

/** What each catalogue of Magento has above its categories. */
const magentoRoot = "Default Category";

/**
 * `product_type` says how a product is sold (`simple`, `configurable`), and not what it is.
 * @see https://experienceleague.adobe.com/docs/commerce-admin/systems/data-transfer/data-attributes-product.html
 */
const magento: ShopExport = {
  name: "an export of products by Magento (Adobe Commerce)",
  rows: "of several paths of categories the longest is taken",
  toldBy: [["sku"], ["attribute_set_code"], ["product_type"], ["name"]],
  columns: {
    sku: ["sku"],
    title: ["name"],
    productType: [],
    categoryPath: ["categories"],
  },
  open({ sources, cellOf, named }) {
    const additional = textOf(cellOf("additional_attributes"));
    const paths = replaced(sources, "categoryPath", (cell) => {
      const longest = longestPath(cell, "/");
      return (record) => {
        const path = longest(record);
        return Array.isArray(path) && path[0] === magentoRoot ? path.slice(1) : path;
      };
    });
    return standingAlone(
      withAttributes(paths, named("additional_attributes"), (record) =>
        (additional(record) ?? "").split(/,(?=\w+=)/).flatMap((pair) => {
          const equals = pair.indexOf("=");
          return equals < 1 ? [] : [[pair.slice(0, equals), pair.slice(equals + 1)]];
        }),
      ),
    );
  },
};

/** Catalogues that are known by their columns. */
export const catalogueExports: readonly ShopExport[] = [shopify, wooCommerce, magento, googleFeed];

const nothing: Cell = () => undefined;

const textOf =
  (cell: Cell) =>
  (record: unknown): string | null =>
    cleanEntry(cell(record));

const replaced = (
  sources: ExportColumns["sources"],
  field: string,
  change: (cell: Cell) => Cell,
): ExportColumns["sources"] => {
  const source = sources.get(field);
  return source === undefined
    ? sources
    : new Map([...sources, [field, { ...source, cell: change(source.cell) }]]);
};

/** Adds what columns of names and of values say, where they are there and no column of attributes was found. */
function withAttributes(
  sources: ReadonlyMap<string, FieldSource>,
  column: string | undefined,
  entriesOf: (record: unknown) => readonly (readonly string[])[],
): ReadonlyMap<string, FieldSource> {
  if (column === undefined || sources.has("attributes")) return sources;
  const cell: Cell = (record) => Object.fromEntries(entriesOf(record));
  return new Map([...sources, ["attributes", { column, cell }]]);
}
