import type { ProductType } from "../domain/tables/product-types.ts";
import { type Files, type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

export interface TypeSources {
  readonly products: Files;
  readonly pairs: Files;
  /** Types that were found before. */
  readonly productTypes: Files;
}

/** Product types that no run has found before, those with most behaviour first, as one more round. */
export async function newProductTypes(
  connection: SqlConnection,
  sources: TypeSources,
  round: number,
): Promise<readonly ProductType[]> {
  const { products, productTypes } = sources;
  const known = new Set<string>();
  if (productTypes.files.length > 0) {
    const ids = await connection.runAndReadAll(`SELECT id FROM ${sqlParquet(productTypes.files)}`);
    for (const [id] of ids.getRows()) known.add(String(id));
  }
  const subjects = `SELECT 'type_' || substr(sha256(concat_ws(chr(31), locale, trim(lower(productType)))), 1, 20) AS id,
      locale, trim(lower(productType)) AS name, id AS product
    FROM ${sqlParquet(products.files)} WHERE trim(productType) <> ''`;
  const found = await titledTypes(connection, sources, { query: subjects });
  return found
    .filter(({ id }) => !known.has(id))
    .map((type, index) => ({
      ...type,
      type: type.id,
      attribute: null,
      nameFits: true,
      calledAs: type.name,
      round,
      place: index + 1,
    }));
}

/**
 * Types with the titles and the department that stand for them, those with most behaviour first.
 *
 * @param subjects which products each speaks of: `id`, `locale`, `name`, `product`
 */
export async function titledTypes(
  connection: SqlConnection,
  { products, pairs }: Pick<TypeSources, "products" | "pairs">,
  subjects: { readonly query: string },
): Promise<readonly Pick<ProductType, "id" | "locale" | "name" | "titles" | "domain">[]> {
  const file = new URL("./new-product-types.sql", import.meta.url);
  const reader = await connection.runAndReadAll(sqlFromFile(file, { products, pairs, subjects }));
  return reader.getRowObjectsJS().map((row) => ({
    id: String(row["id"]),
    locale: String(row["locale"]),
    name: String(row["name"]),
    titles: (row["titles"] as readonly unknown[]).map(String),
    domain: row["domain"] === null ? null : String(row["domain"]),
  }));
}
