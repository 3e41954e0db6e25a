import { type SqlConnection, sqlParquet } from "../sql/sql.ts";
import type { TypeHead } from "./type-asks.ts";

interface Files {
  readonly files: readonly string[];
}

export interface TypeHeadSources {
  readonly productTypes: Files;
  readonly products: Files;
}

/**
 * The types to ask about, of those that products of today have: those that were found first, and of one round
 * those with most behaviour then. What was chosen once stays chosen.
 */
export const chosenTypes = (
  { productTypes, products }: TypeHeadSources,
  limit: number | null,
): string =>
  `SELECT id, locale, name, titles FROM ${sqlParquet(productTypes.files)} AS type
   WHERE EXISTS (
     SELECT 1 FROM ${sqlParquet(products.files)} AS product
     WHERE product.locale = type.locale AND trim(lower(product.productType)) = type.name
   )
   ORDER BY round, place
   LIMIT ${limit ?? Number.MAX_SAFE_INTEGER}`;

export async function countTypeHeads(
  connection: SqlConnection,
  types: TypeHeadSources,
  limit: number | null,
): Promise<number> {
  if (types.productTypes.files.length === 0) return 0;
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FROM (${chosenTypes(types, limit)})`,
  );
  return Number(counted.getRows()[0]?.[0]);
}

/** The types of one bucket in order of id. */
export async function readTypeHeads(
  connection: SqlConnection,
  types: TypeHeadSources,
  limit: number | null,
  bucket: string,
): Promise<readonly TypeHead[]> {
  if (types.productTypes.files.length === 0) return [];
  const reader = await connection.runAndReadAll(
    `SELECT * FROM (${chosenTypes(types, limit)})
     WHERE substr(id, 6, 1) = '${bucket}' ORDER BY id`,
  );
  return reader.getRowObjectsJS().map((row) => ({
    id: String(row["id"]),
    name: String(row["name"]),
    titles: (row["titles"] as readonly unknown[]).map(String),
  }));
}
