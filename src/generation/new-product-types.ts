import type { ProductType } from "../domain/tables/product-types.ts";
import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

interface Files {
  readonly files: readonly string[];
}

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
  const { products, pairs, productTypes } = sources;
  const known = new Set<string>();
  if (productTypes.files.length > 0) {
    const ids = await connection.runAndReadAll(`SELECT id FROM ${sqlParquet(productTypes.files)}`);
    for (const [id] of ids.getRows()) known.add(String(id));
  }
  const file = new URL("./new-product-types.sql", import.meta.url);
  const reader = await connection.runAndReadAll(sqlFromFile(file, { products, pairs }));
  const found = reader.getRowObjectsJS().filter(({ id }) => !known.has(String(id)));
  return found.map((row, index) => ({
    id: String(row["id"]),
    locale: String(row["locale"]),
    name: String(row["name"]),
    round,
    place: index + 1,
    titles: (row["titles"] as readonly unknown[]).map(String),
    domain: row["domain"] === null ? null : String(row["domain"]),
  }));
}
