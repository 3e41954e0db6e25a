import { CosmoError } from "../domain/cosmo-error.ts";
import { firstNames } from "../text/first-names.ts";
import type { ImportRecord } from "./imports.ts";
import type { Workspace } from "./workspace.ts";

/** An import that was taken out of the workspace. */
export interface RemovedImport extends Pick<ImportRecord, "table" | "sources" | "rows"> {
  readonly id: string;
  /** Days for which it stood alone: what earlier imports hold of them counts again. */
  readonly days: number;
}

/** Names an import to a person: digits of its recipe. */
export const importId = ({ recipe }: Pick<ImportRecord, "recipe">): string => recipe.slice(0, 8);

/**
 * Takes imports out of the workspace, as if they had never been made. Their parts stay until `cosmo prune`.
 *
 * @param names of each an id, or a source that one import alone has
 * @throws CosmoError IMPORT_UNKNOWN, where one is none; then nothing is taken out
 */
export async function removeImports(
  { imports }: Pick<Workspace, "imports">,
  names: readonly string[],
): Promise<readonly RemovedImport[]> {
  const records = await imports.list();
  const removed = new Set(names.map((name) => named(name, records)));
  await imports.rewrite(records.filter((record) => !removed.has(record)));
  return [...removed].map((record) => ({
    ...{ id: importId(record), table: record.table, sources: record.sources, rows: record.rows },
    days: record.replaced?.length ?? 0,
  }));
}

function named(name: string, records: readonly ImportRecord[]): ImportRecord {
  const byId = records.find((record) => importId(record) === name);
  const bySource = records.filter(({ sources }) => sources.includes(name));
  const [only, ...others] = byId === undefined ? bySource : [byId];
  if (only !== undefined && others.length === 0) return only;
  const message =
    only === undefined
      ? `There is no import ${name}`
      : `${bySource.length} imports have a file ${name}: ${firstNames(bySource.map(importId), 10)}`;
  throw new CosmoError("IMPORT_UNKNOWN", message, {
    hint: "`cosmo status` shows imports with their ids. Nothing was taken out.",
    exitCode: 2,
  });
}
