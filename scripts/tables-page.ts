// Writes docs/tables.md from the table definitions.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { allTables } from "../src/domain/all-tables.ts";
import type { Column } from "../src/domain/column.ts";
import type { Table } from "../src/domain/table.ts";

const page = new URL("../docs/tables.md", import.meta.url);

const storedAs: Readonly<Record<Column<unknown>["type"], string>> = {
  text: "VARCHAR",
  integer: "BIGINT",
  real: "DOUBLE",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP_MS (UTC)",
  texts: "VARCHAR[]",
  json: "VARCHAR holding JSON",
};

function section({ name, description, key, columns }: Table): string {
  const rows = Object.entries(columns).map(
    ([column, { type, nullable, description: meaning }]) =>
      `| \`${column}\` | ${storedAs[type]}${nullable ? ", may be null" : ""} | ${meaning.replaceAll("|", "\\|")} |`,
  );
  return `## ${name}\n\n${description} Key: ${key.map((one) => `\`${one}\``).join(", ")}.\n\n| column | stored as | meaning |\n|---|---|---|\n${rows.join("\n")}\n`;
}

/** The whole page. */
export function tablesPage(): string {
  return `# Tables\n\nMade from \`src/domain/tables\` by \`npm run docs\`. Parts of a dataset are Parquet files with these columns, sorted by the key.\n\n${allTables.map(section).join("\n")}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, tablesPage());

/** The page as it lies in docs. */
export const writtenTablesPage = (): string => readFileSync(page, "utf8");
