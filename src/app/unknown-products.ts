import { datasetOf, type PartManifest } from "../artifact/dataset.ts";
import { shownOfEvent } from "../intake/shown-of-event.ts";
import { sqlFromFile } from "../sql/sql-file.ts";
import { counted, formatNumber } from "../text/counted.ts";
import type { ImportRecord } from "./imports.ts";
import { presentParts } from "./present-parts.ts";
import type { Workspace } from "./workspace.ts";

/** What is to be told of an import, and whether it is a loss that nobody may overlook. */
export interface UnknownProducts {
  readonly message: string;
  readonly loud: boolean;
}

/** A log names some products that a catalogue of today has no more; below this share that is told of nobody. */
const usualShare = 0.01;

/**
 * What to tell of events whose products the catalogue lacks, which mining leaves out: how many there are, and how many would be
 * known if their skus or their site were written as the catalogue's. Null where there are few or none, or no catalogue.
 *
 * @param parts of the import
 * @param catalogue the imports of products; those whose parts are gone are left out
 */
export async function unknownProducts(
  { store, sql }: Pick<Workspace, "store" | "sql">,
  parts: readonly PartManifest[],
  catalogue: readonly ImportRecord[],
): Promise<UnknownProducts | null> {
  const known = (await presentParts(store, catalogue)).flat();
  if (parts.length === 0 || known.length === 0) return null;
  const select = sqlFromFile(new URL("unknown-products.sql", import.meta.url), {
    arrived: { files: store.files(datasetOf("events", parts)) },
    products: { files: store.files(datasetOf("products", known)) },
  });
  const [row = []] = await sql.use(async (connection) =>
    (await connection.runAndReadAll(select)).getRowsJson(),
  );
  const [named, unknown, example, alike, theirs, ours, elsewhere, otherSite] = row;
  const [all, lost] = [Number(named), Number(unknown)];
  const isUsual = lost <= all * usualShare;
  if (lost === 0 || (isUsual && Number(alike) === 0)) return null;
  const told = `${formatNumber(lost)} of ${counted(all, "events")} with a product name one that the catalogue lacks${suchAs(example)}; mining leaves them out.`;
  return {
    message: [
      told,
      ...(Number(alike) > 0
        ? [
            `${formatNumber(Number(alike))} would be known if capitals, signs and zeros in front were written as in the catalogue${isShown(theirs) ? `: ${theirs} is ${ours} there` : ""}.`,
          ]
        : []),
      ...(Number(elsewhere) > 0
        ? [
            `${formatNumber(Number(elsewhere))} are known at the site ${otherSite}, and come in as of another, which has no catalogue: set \`site\` in cosmo.yaml and import again.`,
          ]
        : []),
      ...(Number(alike) === 0 && Number(elsewhere) === 0
        ? [
            "Import the rest of the catalogue, or say which column holds its skus: --map product=COLUMN",
          ]
        : []),
    ].join(" "),
    loud: lost * 2 > all,
  };
}

/** Where another column was taken for that of products, it may hold what was typed. */
const isShown = (sku: unknown): boolean => shownOfEvent("product", sku) === sku;
const suchAs = (sku: unknown): string => (isShown(sku) ? `, such as ${sku}` : "");
