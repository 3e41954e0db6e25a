import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { RowOf, Table } from "../domain/table.ts";
import { openSql, type Sql } from "../sql/sql.ts";
import { type Dataset, datasetOf } from "./dataset.ts";
import { openStore, type Store } from "./store.ts";

export interface StorePlace {
  readonly sql: Sql;
  /** A new folder in the test file's own, removed when its tests are over. */
  newFolder(): string;
}

/** An engine and a folder of the test file's own; call it at the top of the file. */
export async function openStorePlace(): Promise<StorePlace> {
  const folder = mkdtempSync(join(tmpdir(), "cosmo-store-"));
  const sql = await openSql({ threads: 1, memoryLimit: "1GB", temporaryFolder: folder });
  after(() => {
    sql.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { sql, newFolder: () => mkdtempSync(join(folder, "store-")) };
}

export const openNewStore = (place: StorePlace): Store => openStore(place.newFolder(), place.sql);

/** Stores rows as a dataset of one part. */
export async function datasetOfRows<T extends Table>(
  store: Store,
  table: T,
  rows: readonly RowOf<T>[],
): Promise<Dataset> {
  const part = await store.part({
    table,
    name: "all",
    inputs: rows,
    async fill(draft) {
      for (const row of rows) draft.write(row);
    },
  });
  return datasetOf(table.name, [part]);
}

/** The folders that stand under a final name, whatever is in them. */
export function partFolders(storeFolder: string): readonly string[] {
  const parts = join(storeFolder, "parts");
  const tables = existsSync(parts) ? readdirSync(parts) : [];
  return tables.flatMap((table) =>
    readdirSync(join(parts, table)).map((part) => join(parts, table, part)),
  );
}
