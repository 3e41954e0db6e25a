import { basename } from "node:path";
import {
  noTypeRules,
  type RuleLine,
  ruleColumns,
  type TypeRules,
  typeRules,
  typesInvalid,
} from "../classification/type-rules.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { readCsv } from "../intake/files/read-csv.ts";

/**
 * Types of the person's own, from a CSV file with a header: `type`, and one or more of `sku`, `title` and `category`.
 * @param file null: there are none
 * @throws CosmoError PRODUCT_TYPES_INVALID
 */
export async function readTypeRules(file: string | null): Promise<TypeRules> {
  if (file === null) return noTypeRules;
  const lines: RuleLine[] = [];
  try {
    const { signal } = new AbortController();
    const table = await readCsv({ path: file, name: basename(file) }, signal);
    const columns = [...ruleColumns, "type"] as const;
    const unknown = table.columns.filter((column) => !columns.some((known) => known === column));
    if (unknown.length > 0 || !table.columns.includes("type")) {
      const what =
        unknown.length > 0
          ? `line 1: there is no column ${unknown.join(", ")}`
          : "line 1: the column type is missing";
      throw typesInvalid(file, [`${what}; the columns are ${columns.join(", ")}`]);
    }
    const cells = columns.map((column) => [column, table.cell(column)] as const);
    for await (const batch of table.batches) {
      for (const record of batch) {
        const { line } = record;
        if ("problem" in record) lines.push({ line, problem: record.problem.message });
        else {
          const of = Object.fromEntries(
            cells.map(([column, cell]) => [column, cell(record.value) as string | undefined]),
          );
          lines.push({ line, ...of } as RuleLine);
        }
      }
    }
  } catch (error) {
    if (error instanceof CosmoError && error.code === "PRODUCT_TYPES_INVALID") throw error;
    throw typesInvalid(file, [`it can't be read: ${(error as Error).message}`], error);
  }
  return typeRules(lines, file);
}
