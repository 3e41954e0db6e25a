import type { Table } from "../domain/table.ts";
import { type Files, sqlParquet } from "./sql.ts";
import type { SqlFileValue } from "./sql-file.ts";
import { emptySelect } from "./table-rows.ts";

/** The rows of a table for a query in a file, also where nothing was written yet: then there are none. */
export const sqlRows = (table: Table, { files }: Files): SqlFileValue =>
  files.length > 0 ? { files } : { query: emptySelect(table) };

/** The same for a query that is written where it is asked. */
export const sqlTable = (table: Table, { files }: Files): string =>
  files.length > 0 ? sqlParquet(files) : `(${emptySelect(table)})`;
