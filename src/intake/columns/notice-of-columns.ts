import type { Notice } from "../import-item.ts";
import type { FieldSource } from "./resolve-columns.ts";

/** Says which column each field is read from, so that a wrong guess is seen. */
export function noticeOfColumns(sources: ReadonlyMap<string, FieldSource>): Notice {
  const pairs = [...sources].map(([field, { cell, column }]) =>
    column === null ? `${field} is always ${String(cell(undefined))}` : `${field} from ${column}`,
  );
  return { code: "COLUMNS_TAKEN", message: `Columns: ${pairs.join(", ")}.` };
}
