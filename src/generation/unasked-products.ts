import { sqlParquet } from "../sql/sql.ts";
import { chosenTypes, type TypeHeadSources, type TypeLimits } from "./type-head.ts";

/** A query for the products whose type a model was not asked about, as it is beyond the limit. */
export function unaskedProducts(sources: TypeHeadSources, limits: TypeLimits): string {
  const typed = `SELECT id FROM ${sqlParquet(sources.products.files)} AS product WHERE trim(productType) <> ''`;
  return sources.productTypes.files.length === 0
    ? typed
    : `${typed} AND NOT EXISTS (
         SELECT 1 FROM (${chosenTypes(sources, "product-type", limits)}) AS type
         WHERE type.locale = product.locale AND type.name = trim(lower(product.productType))
       )`;
}
