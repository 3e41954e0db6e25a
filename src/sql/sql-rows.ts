import type { Table } from "../domain/table.ts";
import type { SqlFileValue } from "./sql-file.ts";
import { emptySelect } from "./table-rows.ts";

/** The rows of a table for a query in a file, also where nothing was written yet: then there are none. */
export const sqlRows = (
  table: Table,
  { files }: { readonly files: readonly string[] },
): SqlFileValue => (files.length > 0 ? { files } : { query: emptySelect(table) });
