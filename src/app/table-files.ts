import { allTables } from "../domain/all-tables.ts";
import { openLookup } from "./show/lookup.ts";
import type { Workspace } from "./workspace.ts";

/** The Parquet files of each table as it stands today; of the graph's tables, those of the current version. */
export async function tableFiles(
  workspace: Workspace,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const lookup = await openLookup(workspace);
  return Object.fromEntries(
    allTables
      .map((table) => [table.name, lookup.files(table)] as const)
      .filter(([, files]) => files.length > 0),
  );
}
