import type { TypeScope } from "../domain/tables/scopes.ts";
import { type Files, type SqlConnection, sqlParquet } from "../sql/sql.ts";
import { typedProducts } from "../stage/typed-products.ts";
import type { TypeHead } from "./type-asks.ts";

export interface TypeHeadSources {
  readonly productTypes: Files;
  readonly products: Files;
}

/** How much is asked about types. */
export interface TypeLimits {
  /** So many types, without their attributes; null: all. */
  readonly limitTypes: number | null;
  /** Of each of these types, so many attributes. */
  readonly attributesPerType: number;
}

/**
 * The types to ask about, of those that products of today have: those that were found first, and of one round
 * those with most behaviour then. What was chosen once stays chosen. With attributes: those types' attributes
 * that products of today have, under a name such as “waterproof laptop bag”.
 */
export function chosenTypes(
  sources: TypeHeadSources,
  scope: TypeScope,
  { limitTypes, attributesPerType }: TypeLimits,
): string {
  const [types, products] = [sources.productTypes, sources.products].map(({ files }) =>
    sqlParquet(files),
  );
  const plain = `SELECT id, locale, name, titles, nameFits, calledAs FROM ${types} AS type
   WHERE attribute IS NULL AND EXISTS (
     SELECT 1 FROM ${products} AS product
     WHERE product.locale = type.locale AND trim(lower(product.productType)) = type.name
   )
   ORDER BY round, place
   LIMIT ${limitTypes ?? Number.MAX_SAFE_INTEGER}`;
  if (scope === "product-type") return plain;
  return `SELECT id, locale, concat_ws(' ', attribute, name) AS name, titles, nameFits, calledAs
   FROM ${types} AS type
   WHERE attribute IS NOT NULL AND type IN (SELECT id FROM (${plain}))
     AND id IN (SELECT typed.type FROM (${typedProducts(sources).query}) AS typed)
   QUALIFY row_number() OVER (PARTITION BY type ORDER BY round, place) <= ${attributesPerType}
   ORDER BY round, place`;
}

export async function countTypeHeads(
  connection: SqlConnection,
  sources: TypeHeadSources,
  scope: TypeScope,
  limits: TypeLimits,
): Promise<number> {
  if (sources.productTypes.files.length === 0) return 0;
  const counted = await connection.runAndReadAll(
    `SELECT count(*) FROM (${chosenTypes(sources, scope, limits)})`,
  );
  return Number(counted.getRows()[0]?.[0]);
}

/** Names of the types that a higher limit adds first. */
export async function nextTypes(
  connection: SqlConnection,
  sources: TypeHeadSources,
  limits: TypeLimits,
  most: number,
): Promise<readonly string[]> {
  const { limitTypes } = limits;
  if (limitTypes === null || sources.productTypes.files.length === 0) return [];
  const all = chosenTypes(sources, "product-type", { ...limits, limitTypes: limitTypes + most });
  const reader = await connection.runAndReadAll(`SELECT name FROM (${all}) OFFSET ${limitTypes}`);
  return reader.getRows().map(([name]) => String(name));
}

/**
 * Makes a temporary table of the scope's types to ask about on the connection, from which buckets are read.
 *
 * @returns how many they are; where there are no product types yet, there is no table
 */
export async function selectTypeHeads(
  connection: SqlConnection,
  sources: TypeHeadSources,
  scope: TypeScope,
  limits: TypeLimits,
): Promise<number> {
  if (sources.productTypes.files.length === 0) return 0;
  const select = chosenTypes(sources, scope, limits);
  await connection.run(`CREATE OR REPLACE TEMP TABLE ${tableOf[scope]} AS ${select}`);
  const counted = await connection.runAndReadAll(`SELECT count(*) FROM ${tableOf[scope]}`);
  return Number(counted.getRows()[0]?.[0]);
}

const tableOf: Readonly<Record<TypeScope, string>> = {
  "product-type": "type_heads",
  "product-type+attribute": "attribute_heads",
};

/** The types of one bucket in order of id, of those that `selectTypeHeads` found. */
export async function readTypeHeads(
  connection: SqlConnection,
  scope: TypeScope,
  bucket: string,
): Promise<readonly TypeHead[]> {
  const reader = await connection.runAndReadAll(
    `SELECT * FROM ${tableOf[scope]} WHERE substr(id, 6, 1) = '${bucket}' ORDER BY id`,
  );
  return reader.getRowObjectsJS().map((row) => ({
    id: String(row["id"]),
    name: String(row["name"]),
    titles: (row["titles"] as readonly unknown[]).map(String),
    nameFits: row["nameFits"] === true,
    calledAs: String(row["calledAs"]),
  }));
}
