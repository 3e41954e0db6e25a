import type { ColumnMap } from "./columns/column-map.ts";
import { columnsMissing } from "./columns/columns-missing.ts";
import { couldHold } from "./columns/could-hold.ts";
import { judgementFields } from "./columns/field-words.ts";
import { type ColumnSource, type FieldSource, resolveColumns } from "./columns/resolve-columns.ts";
import { plainName } from "./plain-name.ts";

/**
 * The columns of a judgement: a query, a product by its sku or title, and a label or a grade.
 * @throws CosmoError COLUMN_MISSING
 */
export function judgementColumns(
  table: ColumnSource,
  map: ColumnMap,
): ReadonlyMap<string, FieldSource> {
  const found = resolveColumns(table, judgementFields, map);
  const missing: string[] = [];
  if (!found.has("query")) missing.push("query");
  if (!found.has("sku") && !found.has("title")) missing.push("title");
  if (!found.has("label") && !found.has("grade")) missing.push(judgedBy(table));
  if (missing.length > 0) throw columnsMissing(table, missing, judgementFields, found);
  return found;
}

/** Whether what looks like the judgement is a number. */
function judgedBy(table: ColumnSource): "grade" | "label" {
  const isNumber = (column: string): boolean =>
    couldHold("grade", table.samples.map(table.cell(column)));
  const { hints } = judgementFields.grade;
  const likely = table.columns.find((column) =>
    hints.some((hint) => plainName(column).includes(hint)),
  );
  return likely !== undefined && isNumber(likely) ? "grade" : "label";
}
