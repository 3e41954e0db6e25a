import type { Files } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

/**
 * The query for the words of products: `id`, `words`, `brand`. A product has an attribute where its words hold the attribute's
 * between spaces: nowhere else is this decided.
 */
export const wordedProducts = (products: Files): { readonly query: string } => ({
  query: sqlFromFile(new URL("./worded-products.sql", import.meta.url), { products }),
});

/** The query for the products of each product type, and of each type with an attribute: `type`, `product`. */
export const typedProducts = (sources: {
  readonly products: Files;
  /** The table, or a query with its `id`, `locale`, `name` and `attribute`. */
  readonly productTypes: Files | { readonly query: string };
}): { readonly query: string } => {
  const { products, productTypes } = sources;
  return {
    query: sqlFromFile(new URL("./typed-products.sql", import.meta.url), {
      products,
      productTypes,
      wordedProducts: wordedProducts(products),
    }),
  };
};
