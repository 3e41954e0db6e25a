import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { Reject } from "../domain/tables/rejects.ts";
import { openSql, sqlText } from "../sql/sql.ts";
import { parseMap } from "./columns/column-map.ts";
import type { EventImportOptions, ImportItem, Notice } from "./import-item.ts";
import { notProductCodes, orderLinesConfig } from "./order-lines.ts";

/** A folder of the test file's own, and a way to fill it; removed when its tests are over. */
export function testFolder(): {
  path: string;
  write(name: string, content: string | Buffer): string;
} {
  const path = mkdtempSync(join(tmpdir(), "cosmo-intake-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
  };
}

/** Writes what a query gives as a Parquet file. */
export async function writeParquet(file: string, select: string): Promise<string> {
  const temporaryFolder = dirname(file);
  const sql = await openSql({ threads: 1, memoryLimit: "256MB", temporaryFolder });
  await sql.use((connection) =>
    connection.run(`COPY (${select}) TO ${sqlText(file)} (FORMAT parquet)`),
  );
  sql.close();
  return file;
}

export interface Import<Row> {
  readonly rows: readonly Row[];
  /** Line of each row. */
  readonly lines: readonly number[];
  readonly rejects: readonly Reject[];
  readonly notices: readonly Notice[];
  /** What ended the reading early. */
  readonly error: CosmoError | null;
}

/** Reads all that a reader gives, up to its end or its CosmoError. `hashCustomer` writes `hash of`. */
export async function readAll<Row>(
  reader: (
    paths: readonly string[],
    options: EventImportOptions,
    signal: AbortSignal,
  ) => AsyncGenerator<ImportItem<Row>>,
  paths: readonly string[],
  options: Partial<EventImportOptions> & { readonly maps?: readonly string[] } = {},
): Promise<Import<Row>> {
  const { maps = [], ...given } = options;
  const [rows, lines, rejects, notices] = [[], [], [], []] as [Row[], number[], Reject[], Notice[]];
  const all: EventImportOptions = {
    format: null,
    encoding: null,
    map: parseMap(maps),
    site: null,
    locale: "en-US",
    timeZone: "UTC",
    dateOrder: null,
    notProducts: notProductCodes(orderLinesConfig.parse({})),
    notice: (notice) => notices.push(notice),
    hashCustomer: (id) => `hash of ${id}`,
    kinds: new Map(),
    now: Date.UTC(2030, 0, 1),
    ...given,
  };
  try {
    for await (const item of reader(paths, all, new AbortController().signal)) {
      if ("reject" in item) rejects.push(item.reject);
      else {
        rows.push(item.row);
        lines.push(item.line);
      }
    }
  } catch (error) {
    if (!(error instanceof CosmoError)) throw error;
    return { rows, lines, rejects, notices, error };
  }
  return { rows, lines, rejects, notices, error: null };
}
