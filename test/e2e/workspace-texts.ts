import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { readParquetRows } from "../../src/sql/read-parquet-rows.ts";

const never = new AbortController().signal;

/**
 * All that a person could read out of a workspace, file by file: bytes as text, Parquet, which is
 * compressed, and SQLite as rows of JSON.
 */
export async function workspaceTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const rows = file.endsWith(".parquet")
      ? await Array.fromAsync(readParquetRows(file, never))
      : file.endsWith(".db")
        ? tableRows(file)
        : [];
    const lines = rows.map((row) => JSON.stringify(row));
    texts.set(relative(folder, file), [readFileSync(file, "latin1"), ...lines].join("\n"));
  }
  return texts;
}

function tableRows(file: string): readonly unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.flatMap(({ name }) => database.prepare(`SELECT * FROM "${name}"`).all());
  } finally {
    database.close();
  }
}
