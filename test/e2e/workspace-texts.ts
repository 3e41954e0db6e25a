import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { DatabaseSync } from "node:sqlite";
import {
  databaseFileName,
  listNames,
  openReadDatabase,
} from "../../src/knowledge/index-database.ts";
import { readParquetRows } from "../../src/sql/read-parquet-rows.ts";

const never = new AbortController().signal;

/**
 * All that a person could read out of a workspace, file by file: bytes as text, and as rows of JSON what
 * is compressed or scattered in them: Parquet, SQLite, and the keys and values of an index.
 */
export async function workspaceTexts(folder: string): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    const lines = (await rowsOf(file)).map((row) => JSON.stringify(row, bytesAsText));
    texts.set(
      relative(folder, file),
      [bytes.toString("latin1"), bytes.toString("utf8"), ...lines].join("\n"),
    );
  }
  return texts;
}

async function rowsOf(file: string): Promise<readonly unknown[]> {
  if (file.endsWith(".parquet")) return Array.fromAsync(readParquetRows(file, never));
  if (file.endsWith(".db")) return tableRows(file);
  if (file.endsWith(databaseFileName)) return indexRows(dirname(file));
  return [];
}

const bytesAsText = (_name: string, value: unknown): unknown =>
  value instanceof Uint8Array ? Buffer.from(value).toString("utf8") : value;

function tableRows(file: string): readonly unknown[] {
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    return tables.flatMap(({ name }) => database.prepare(`SELECT * FROM "${name}"`).all());
  } finally {
    database.close();
  }
}

async function indexRows(folder: string): Promise<readonly unknown[]> {
  const database = openReadDatabase(folder);
  try {
    return listNames.flatMap((list) =>
      Array.from(
        database.range(list, Buffer.alloc(0), undefined, Number.MAX_SAFE_INTEGER),
        // A Buffer would be made JSON of before anybody sees its bytes.
        ({ key, value }) => [list, key.toString("utf8"), value.toString("utf8")],
      ),
    );
  } finally {
    await database.close();
  }
}
