import { datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { counted } from "../text/counted.ts";
import type { ImportRecord } from "./imports.ts";
import { presentParts } from "./present-parts.ts";
import type { Workspace } from "./workspace.ts";

/**
 * A note where an import has most products of a site, and lacks some that earlier imports hold: it may be a catalogue
 * of today, beside which the products of yesterday stay. None where it lacks none, or as many as it would lack that
 * brings another part of the catalogue.
 *
 * @param parts of the import
 * @param earlier the imports of products before it; those whose parts are gone have nothing to compare
 */
export async function productsStaying(
  { store, sql }: Pick<Workspace, "store" | "sql">,
  parts: readonly PartManifest[],
  earlier: readonly ImportRecord[],
): Promise<string | null> {
  const before = (await presentParts(store, earlier)).flat();
  if (parts.length === 0 || before.length === 0) return null;
  const filesOf = (of: readonly PartManifest[]) => ({
    files: store.files(datasetOf("products", of)),
  });
  const select = sqlFromFile(new URL("products-staying.sql", import.meta.url), {
    arrived: filesOf(parts),
    earlier: filesOf(before),
  });
  const [[lacking] = []] = await sql.use(async (connection) =>
    (await connection.runAndReadAll(select)).getRowsJson(),
  );
  const staying = Number(lacking);
  if (staying === 0) return null;
  const [they, stay] = staying === 1 ? ["it", "stays"] : ["they", "stay"];
  return `Earlier imports have ${counted(staying, "products")} that these files lack; ${they} ${stay} in the catalogue. If the files are all of it, import them again with --replace, which takes the earlier imports out.`;
}
