import { datasetOf, type PartManifest } from "../artifact/dataset.ts";
import type { Store } from "../artifact/store.ts";
import { sqlParquet } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { counted, formatNumber } from "../text/counted.ts";
import type { ImportRecord } from "./imports.ts";
import { presentParts } from "./present-parts.ts";
import type { Workspace } from "./workspace.ts";

/** Fields that a product may lack, as they are told. */
const fields = ["parent", "productType", "domain", "categoryPath", "attributes"] as const;

/** A column that is missing takes a field from nearly all; that some lost one may be what was mended. */
const suspiciousShare = 0.5;
const fewestProducts = 5;

/**
 * A warning where products come again without a field that most of them had: of a product the latest row counts, whole. Null
 * where there is none.
 *
 * @param parts of the import
 * @param earlier the imports of products before it, in order; those whose parts are gone have nothing to compare
 */
export async function fieldsLost(
  { store, sql }: Pick<Workspace, "store" | "sql">,
  parts: readonly PartManifest[],
  earlier: readonly ImportRecord[],
): Promise<string | null> {
  const before = (await presentParts(store, earlier)).map((held, turn) =>
    fieldsIn(store, held, turn),
  );
  if (parts.length === 0 || before.length === 0) return null;
  const select = sqlFromFile(new URL("fields-lost.sql", import.meta.url), {
    arrived: { query: fieldsIn(store, parts, before.length) },
    earlier: { query: before.join(" UNION ALL ") },
  });
  const [row = []] = await sql.use(async (connection) =>
    (await connection.runAndReadAll(select)).getRowsJson(),
  );
  const [products = 0, ...counts] = row.map(Number);
  const lost = fields.flatMap((field, index) => {
    const [had = 0, gone = 0] = counts.slice(2 * index, 2 * index + 2);
    const isSuspicious = gone >= fewestProducts && gone >= had * suspiciousShare;
    return isSuspicious ? [`${formatNumber(gone)} lose ${field}`] : [];
  });
  if (lost.length === 0) return null;
  return `Of ${counted(products, "products")} that were there before, ${lost.join(", ")}: of a product the latest row counts, whole. If that is not meant, take this import out by \`cosmo import remove\`, and import the files with these columns.`;
}

/** Which fields each row of a part has. */
const fieldsIn = (store: Store, parts: readonly PartManifest[], turn: number): string =>
  `SELECT site, sku, ${turn} AS turn, {
     'parent': parent IS NOT NULL,
     'productType': productType IS NOT NULL,
     'domain': domain <> 'Others',
     'categoryPath': len(categoryPath) > 0,
     'attributes': CAST(attributes AS VARCHAR) <> '{}'
   } AS has FROM ${sqlParquet(store.files(datasetOf("products", parts)))}`;
