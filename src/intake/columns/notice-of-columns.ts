import type { Notice } from "../import-item.ts";
import { looksLikeData } from "./looks-like-data.ts";
import type { FieldSource } from "./resolve-columns.ts";

/** Says which column each field is read from, so that a wrong guess is seen. */
export function noticeOfColumns(sources: ReadonlyMap<string, FieldSource>): Notice {
  const pairs = [...sources].map(([field, { cell, column }]) =>
    column === null ? `${field} is always ${String(cell(undefined))}` : `${field} from ${column}`,
  );
  return { code: "COLUMNS_TAKEN", message: `Columns: ${pairs.join(", ")}.` };
}

const mostNamed = 20;

/**
 * Names the columns that no field is read from, or null where there is none. Names that look like
 * data are counted only. A member of a used object, and an object with a used member, is used.
 * @param besides columns that are read for no field alone
 */
export function noticeOfUnused(
  columns: readonly string[],
  sources: ReadonlyMap<string, FieldSource>,
  besides: readonly string[],
): Notice | null {
  const taken = [...sources.values()].flatMap(({ column }) => column ?? []).concat(besides);
  const unused = columns.filter(
    (column) =>
      !taken.some(
        (used) => used === column || used.startsWith(`${column}.`) || column.startsWith(`${used}.`),
      ),
  );
  if (unused.length === 0) return null;
  const named = unused.filter((column) => !looksLikeData(column)).slice(0, mostNamed);
  const more = unused.length - named.length;
  const list = [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return { code: "COLUMNS_UNUSED", message: `Columns not used: ${list}.` };
}
