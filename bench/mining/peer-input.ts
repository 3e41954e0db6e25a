import { linkSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { importedDatasets, openImports } from "../../src/app/imports.ts";
import { openStore } from "../../src/artifact/store.ts";
import { openSql, sqlParquet, sqlText } from "../../src/sql/sql.ts";
import { openStageRecords } from "../../src/stage/stage-record.ts";
import { bareText } from "./bare/bare-queries.ts";

/** Lays out for the peers what mining reads in a workspace: the same files of events, and what counts as one thing. */
export async function layPeerInput(workspace: string, folder: string): Promise<void> {
  mkdirSync(join(folder, "events"), { recursive: true });
  const data = join(workspace, "data");
  const sql = await openSql({ threads: 2, memoryLimit: "1GB", temporaryFolder: folder });
  try {
    const store = openStore(data, sql);
    const { importedEvents } = importedDatasets(await openImports(data).list());
    for (const [index, file] of store.files(importedEvents).entries()) {
      linkSync(file, join(folder, "events", `${index}.parquet`));
    }
    const catalogue = await openStageRecords(join(data, "stages")).latest("classify");
    const products = store.files(catalogue?.writes["products"]);
    await sql.use(async (connection) => {
      await connection.run(`CREATE TEMP VIEW catalogue AS SELECT * FROM ${sqlParquet(products)}`);
      const file = sqlText(join(folder, "heads.parquet"));
      await connection.run(`COPY (${bareText("heads")}) TO ${file} (FORMAT parquet)`);
    });
  } finally {
    sql.close();
  }
}
