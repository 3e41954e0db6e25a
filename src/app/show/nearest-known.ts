import type { RowOf, Table } from "../../domain/table.ts";
import { nodes } from "../../domain/tables/graph.ts";
import { productTypes, typeWords } from "../../domain/tables/product-types.ts";
import { products } from "../../domain/tables/products.ts";
import { queries } from "../../domain/tables/queries.ts";
import { sqlText } from "../../sql/sql.ts";
import { nearestName } from "../../text/nearest-name.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import type { Lookup } from "./lookup.ts";

/** What a product type is called, with its attribute before it. */
export const typeName = "concat_ws(' ', attribute, name)";

/** The other name that was probably meant: of a query, a type, a node or a product. */
export async function nearestTo(lookup: Lookup, name: string): Promise<string | undefined> {
  const wanted = sqlText(normaliseQuery(name));
  const near = async <T extends Table>(
    table: T,
    column: string,
    nameOf: (row: RowOf<T>) => string,
  ): Promise<readonly string[]> => {
    const distance = `damerau_levenshtein(lower(${column}), ${wanted})`;
    const isNear = `3 * ${distance} <= length(${wanted})`;
    return (await lookup.some(table, isNear, `${distance}, ${column}`, 1)).rows.map(nameOf);
  };
  const nearest = nearestName(name, [
    ...(await near(queries, "text", ({ text }) => text)),
    ...(await near(productTypes, typeName, typeWords)),
    ...(await near(nodes, "wording", ({ wording }) => wording)),
    ...(await near(products, "sku", ({ sku }) => sku)),
  ]);
  return nearest === name ? undefined : nearest;
}
