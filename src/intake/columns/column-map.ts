import { CosmoError } from "../../domain/cosmo-error.ts";
import { nearestName } from "../../text/nearest-name.ts";

/**
 * Our field → the file's column; a value that begins with `=` is a constant for every row.
 * @example { session: "InvoiceNo", kind: "=purchase" }
 */
export type ColumnMap = Readonly<Record<string, string>>;

/**
 * The pairs of `--map`: `session=InvoiceNo` names a column, `kind==purchase` gives a constant.
 * @throws CosmoError MAP_MALFORMED
 */
export function parseMap(pairs: readonly string[]): ColumnMap {
  const map = new Map<string, string>();
  for (const pair of pairs) {
    const equals = pair.indexOf("=");
    const ours = pair.slice(0, Math.max(equals, 0)).trim();
    const theirs = pair.slice(equals + 1).trim();
    if (ours === "" || theirs === "") {
      throw new CosmoError("MAP_MALFORMED", `--map ${pair} does not say which column is which.`, {
        hint: "Write --map ours=theirs, such as --map session=InvoiceNo, or --map kind==purchase.",
        exitCode: 2,
      });
    }
    if (map.has(ours)) {
      throw new CosmoError("MAP_MALFORMED", `--map names ${ours} twice.`, {
        hint: `Keep one of --map ${ours}=${map.get(ours)} and --map ${pair}.`,
        exitCode: 2,
      });
    }
    map.set(ours, theirs);
  }
  return Object.fromEntries(map);
}

/**
 * Formats with fixed columns take no map.
 * @throws CosmoError MAP_UNUSED
 */
export function refuseMap(map: ColumnMap, format: string): void {
  const [ours] = Object.keys(map);
  if (ours === undefined) return;
  throw new CosmoError("MAP_UNUSED", `--map ${ours}=${map[ours]} means nothing for ${format}.`, {
    hint: `The columns of ${format} are fixed: leave out --map, or import as csv, jsonl or parquet.`,
    exitCode: 2,
  });
}

/** The constant of a map's value, or null where it names a column. */
export const constantOf = (theirs: string): string | null =>
  theirs.startsWith("=") ? theirs.slice(1) : null;

/**
 * Refuses names on our side that are no field; `attributes.NAME` is one where `attributes` is.
 * @throws CosmoError MAP_UNKNOWN_COLUMN
 */
export function checkMap(map: ColumnMap, fields: readonly string[]): void {
  for (const ours of Object.keys(map)) {
    if (fields.includes(ours)) continue;
    if (fields.includes("attributes") && /^attributes\../.test(ours)) continue;
    const plainFields = fields.filter((field) => !field.includes("."));
    const nearest = nearestName(ours, plainFields);
    throw new CosmoError("MAP_UNKNOWN_COLUMN", `--map ${ours}=${map[ours]}: we have no ${ours}.`, {
      hint: nearest
        ? `Did you mean --map ${nearest}=${map[ours]}?`
        : `Our names: ${plainFields.join(", ")}.`,
      exitCode: 2,
    });
  }
}
