import { productTypeId } from "../domain/ids.ts";
import type { ProductType } from "../domain/tables/product-types.ts";
import { type SqlConnection, sqlParquet, sqlText } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { typedProducts, wordedProducts } from "../stage/typed-products.ts";
import { type AttributeOf, chosenAttributes } from "./chosen-attributes.ts";
import { type BoughtProduct, differingAttributes } from "./differing-attributes.ts";
import { type TypeSources, titledTypes } from "./new-product-types.ts";
import { chosenTypes, type TypeLimits } from "./type-head.ts";

export interface AttributedTypeSources extends TypeSources {
  readonly queries: { readonly files: readonly string[] };
}

/** So many products of a type tell what there is to tell. */
const mostProducts = 1000;

/**
 * Product types with an attribute that makes a difference to who buys their products for what, and that no run has found
 * before, as one more round: in the order of their types, the most telling of a type first. Only of types that
 * are asked about, and with those that were found before at most `attributesPerType` of each.
 */
export async function newAttributedTypes(
  connection: SqlConnection,
  sources: AttributedTypeSources,
  limits: TypeLimits,
  seed: number,
  round: number,
): Promise<readonly ProductType[]> {
  const { attributesPerType } = limits;
  const found: Omit<ProductType, "place" | "titles" | "domain">[] = [];
  const types = await askedTypes(connection, sources, limits);
  if (types.length === 0) return [];
  const bought = await boughtProducts(connection, sources, types);
  for (const asked of types) {
    const { id: type, locale, name, nameFits, attributes } = asked;
    const products = bought.get(type) ?? [];
    const known = attributes.map((attribute) => attributeOf(attribute, products));
    const differing = differingAttributes(name, products, seed).map(({ attribute }) =>
      attributeOf(attribute, products),
    );
    for (const { attribute } of chosenAttributes(differing, known, attributesPerType)) {
      const id = productTypeId(locale, name, attribute);
      const calledAs = `${attribute} ${asked.calledAs}`;
      found.push({ id, type, locale, name, attribute, round, nameFits, calledAs });
    }
  }
  if (found.length === 0) return [];
  const productTypes = queryOf(found);
  const typed = typedProducts({
    products: sources.products,
    productTypes: { query: productTypes },
  });
  const titled = await titledTypes(connection, sources, {
    query: `SELECT found.id, found.locale, found.name, typed.product
      FROM (${typed.query}) AS typed JOIN (${productTypes}) AS found ON found.id = typed.type`,
  });
  const byId = new Map(titled.map((one) => [one.id, one]));
  return found.map((one, index) => ({
    ...one,
    place: index + 1,
    titles: byId.get(one.id)?.titles ?? [],
    domain: byId.get(one.id)?.domain ?? null,
  }));
}

/** Types, or what attributes make of them, as rows. */
function queryOf(
  types: readonly (Pick<ProductType, "id" | "locale" | "name"> & {
    readonly attribute?: string | null;
  })[],
): string {
  const rows = types.map(
    ({ id, locale, name, attribute }) =>
      `(${[id, locale, name, attribute ?? ""].map(sqlText).join(", ")})`,
  );
  return `SELECT * FROM (VALUES ${rows.join(", ")}) AS type (id, locale, name, attribute)`;
}

/** As `typedProducts` has it. */
const attributeOf = (attribute: string, products: readonly BoughtProduct[]): AttributeOf => ({
  attribute,
  products: new Set(
    products.flatMap(({ words }, place) => (words.includes(` ${attribute} `) ? [place] : [])),
  ),
});

/** In their own order, those that may have more attributes, with the attributes that were found before. */
async function askedTypes(
  connection: SqlConnection,
  sources: AttributedTypeSources,
  limits: TypeLimits,
) {
  const reader = await connection.runAndReadAll(
    `WITH asked AS (${chosenTypes(sources, "product-type", limits)}),
     known AS (SELECT * FROM ${sqlParquet(sources.productTypes.files)})
     SELECT asked.id, any_value(asked.locale) AS locale, any_value(asked.name) AS name,
       any_value(asked.nameFits) AS nameFits, any_value(asked.calledAs) AS calledAs,
       list(own.attribute ORDER BY own.round, own.place) FILTER (WHERE own.attribute IS NOT NULL) AS attributes
     FROM asked
     JOIN known AS own ON own.type = asked.id
     GROUP BY asked.id
     HAVING count(own.attribute) < ${limits.attributesPerType}
     ORDER BY any_value(own.round) FILTER (WHERE own.id = asked.id),
       any_value(own.place) FILTER (WHERE own.id = asked.id)`,
  );
  return reader.getRowObjectsJS().map((row) => ({
    id: String(row["id"]),
    locale: String(row["locale"]),
    name: String(row["name"]),
    nameFits: row["nameFits"] === true,
    calledAs: String(row["calledAs"]),
    attributes: textsOf(row["attributes"]),
  }));
}

/** By type, its products with behaviour. */
async function boughtProducts(
  connection: SqlConnection,
  sources: AttributedTypeSources,
  asked: readonly Pick<ProductType, "id" | "locale" | "name">[],
): Promise<ReadonlyMap<string, readonly BoughtProduct[]>> {
  const { products, pairs, queries } = sources;
  const types = { query: queryOf(asked) };
  const reader = await connection.runAndReadAll(
    sqlFromFile(new URL("./new-attributed-types.sql", import.meta.url), {
      ...{ types, products, pairs, queries, mostProducts },
      wordedProducts: wordedProducts(products),
    }),
  );
  const byType = new Map<string, BoughtProduct[]>();
  for (const row of reader.getRowObjectsJS()) {
    const own = byType.get(String(row["type"])) ?? [];
    byType.set(String(row["type"]), own);
    own.push({
      words: String(row["words"]),
      brand: String(row["brand"]),
      queries: textsOf(row["queries"]),
      bought: textsOf(row["bought"]),
    });
  }
  return byType;
}

const textsOf = (value: unknown): readonly string[] =>
  ((value as readonly unknown[] | null) ?? []).map(String);
