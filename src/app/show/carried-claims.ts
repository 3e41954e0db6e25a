import { productTypeId } from "../../domain/ids.ts";
import { type Entailment, entailments } from "../../domain/tables/entailments.ts";
import { assertions, type Edge, type GraphHead, heads } from "../../domain/tables/graph.ts";
import { productTypes } from "../../domain/tables/product-types.ts";
import { products } from "../../domain/tables/products.ts";
import { sqlParquet, sqlText } from "../../sql/sql.ts";
import { typedProducts } from "../../stage/typed-products.ts";
import type { Lookup } from "./lookup.ts";

/** More claims than types give with one relation and node for one head. */
const claimsLookedAt = 1000;

type EdgePlace = Pick<Edge, "head" | "relation" | "node" | "types">;

/**
 * Claims about product types behind an edge, and what became of each at the edge's head. Null: the last run says nothing
 * of it any more. Where the last run carries none of them, those that it holds back.
 */
export async function carriedClaims(
  lookup: Lookup,
  { head, relation, node, types }: EdgePlace,
): Promise<ReadonlyMap<string, Entailment | null>> {
  if (types === 0) return new Map();
  const said = `starts_with(scope, 'product-type') AND relation = ${sqlText(relation)} AND node = ${sqlText(node)}`;
  const ofTypes = `SELECT claim FROM ${sqlParquet(lookup.files(assertions))} WHERE ${said}`;
  const { rows } = await lookup.some(
    entailments,
    `head = ${sqlText(head)} AND claim IN (${ofTypes})`,
    "claim",
    claimsLookedAt,
  );
  const decided = new Map(rows.map((row) => [row.claim, row]));
  const own = await ownType(lookup, head);
  const ofOwnType =
    own === undefined
      ? []
      : (
          await lookup.some(
            assertions,
            `${said} AND type = ${sqlText(own)} AND (attribute IS NULL OR attribute IN (${attributesOf(lookup, head)}))`,
            "claim",
          )
        ).rows;
  const behind = [
    ...rows
      .filter(({ decision }) => decision === "carried")
      .map((row) => [row.claim, row] as const),
    ...ofOwnType
      .filter(({ claim }) => !decided.has(claim))
      .map(({ claim }) => [claim, null] as const),
  ];
  return behind.length > 0 ? new Map(behind) : decided;
}

/** Id of the type that the graph has of a product; undefined for a query. */
async function ownType(lookup: Lookup, head: string): Promise<string | undefined> {
  const known = await lookup.one(heads, "id", head);
  return known && typeIdOf(known);
}

/** The query for those attributes of its type that a product has, of those that were asked about. */
function attributesOf(lookup: Lookup, product: string): string {
  const types = { files: lookup.files(productTypes) };
  const typed = typedProducts({ products: { files: lookup.files(products) }, productTypes: types });
  return `SELECT type.attribute FROM ${sqlParquet(types.files)} AS type
    JOIN (${typed.query}) AS typed ON typed.type = type.id
    WHERE typed.product = ${sqlText(product)} AND type.attribute IS NOT NULL`;
}

/** Id of a product's type; undefined where it has none. */
export const typeIdOf = ({
  locale,
  productType,
}: Pick<GraphHead, "locale" | "productType">): string | undefined =>
  productType === null ? undefined : productTypeId(locale, productType.trim().toLowerCase());

/** SQL condition for the assertions behind an edge: those of pairs that end at its head, of the query itself, and these of types. */
export function behindEdge({ head, relation, node }: EdgePlace, ofTypes: Iterable<string>): string {
  const at = sqlText(head);
  const ends = [`headA = ${at}`, `headB = ${at}`];
  const ids = [...ofTypes].map(sqlText);
  if (ids.length > 0) ends.push(`claim IN (${ids.join(", ")})`);
  return `(${ends.join(" OR ")}) AND relation = ${sqlText(relation)} AND node = ${sqlText(node)}`;
}
