import { CosmoError } from "../../domain/cosmo-error.ts";
import { ownValue } from "../../domain/own-value.ts";
import { cleanValue } from "../columns/clean-text.ts";
import type { FieldSource } from "../columns/resolve-columns.ts";

const has = (columns: readonly string[], ...names: readonly string[]): boolean =>
  names.every((name) => columns.includes(name));

/**
 * Whether these are the columns of `shopping_queries_dataset_products` of the Shopping Queries Data Set.
 * @see https://github.com/amazon-science/esci-data
 */
export const isEsciProducts = (columns: readonly string[]): boolean =>
  has(columns, "product_id", "product_title", "product_locale");

/** Whether these are the columns of `shopping_queries_dataset_examples`: judgements of queries and products. */
export const isEsciExamples = (columns: readonly string[]): boolean =>
  has(columns, "query", "product_id", "esci_label");

/** The marketplaces of the data set as languages. */
const locales: Readonly<Record<string, string>> = { us: "en-US", es: "es-ES", jp: "ja-JP" };

/**
 * The columns of the products file, of which the marketplace, `product_locale`, is a part of the key:
 * it is the site and tells the language.
 */
export function esciSources(
  sources: ReadonlyMap<string, FieldSource>,
): ReadonlyMap<string, FieldSource> {
  const marketplace = sources.get("locale");
  if (marketplace === undefined) return sources;
  const { cell, column } = marketplace;
  const localeCell = (value: unknown): unknown => {
    const name = cleanValue(cell(value));
    return name === null ? null : (ownValue(locales, name.toLowerCase()) ?? name);
  };
  return new Map([
    ...sources,
    ["site", { cell, column }],
    ["locale", { cell: localeCell, column }],
  ]);
}

export const marketplacesTaken = {
  code: "SITES_TAKEN",
  message:
    "The marketplace (product_locale) is the site, unless cosmo.yaml has a `site`. Products are matched within a site.",
} as const;

export const judgementsNotEvents = (file: string): CosmoError =>
  new CosmoError(
    "ESCI_JUDGEMENTS",
    `${file} holds judgements of how well products fit queries (esci_label), and no behaviour.`,
    {
      hint: "Take them in with: cosmo import judgements; its products with: cosmo import products shopping_queries_dataset_products.parquet; as events give a log of searches, clicks and purchases.",
      exitCode: 2,
    },
  );

export const esciWithoutEvents = (): CosmoError =>
  new CosmoError(
    "FORMAT_WITHOUT_EVENTS",
    "The files of ESCI hold products and judgements, no events.",
    {
      hint: "Import its products: cosmo import products … --format esci; and a log of your own without --format esci.",
      exitCode: 2,
    },
  );
