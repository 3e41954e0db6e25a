import { CosmoError } from "../domain/cosmo-error.ts";
import { counted } from "../text/counted.ts";
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
 * @param names of each an id, or a file that one import alone has: by its name there, or by a path that ends so. An import of
 *   several files is taken out by its id, or where all of its files are named
 * @throws CosmoError IMPORT_UNKNOWN, where one is none, IMPORT_OF_SEVERAL_FILES; then nothing is taken out
 */
export async function removeImports(
  { imports }: Pick<Workspace, "imports">,
  names: readonly string[],
): Promise<readonly RemovedImport[]> {
  const records = await imports.list();
  const removed = new Set(names.map((name) => named(name, names, records)));
  await imports.rewrite(records.filter((record) => !removed.has(record)));
  return [...removed].map((record) => ({
    ...{ id: importId(record), table: record.table, sources: record.sources, rows: record.rows },
    days: record.replaced?.length ?? 0,
  }));
}

function named(
  name: string,
  names: readonly string[],
  records: readonly ImportRecord[],
): ImportRecord {
  const byId = records.find((record) => importId(record) === name);
  if (byId !== undefined) return byId;
  const bySource = records.filter(({ sources }) => sources.some((source) => isNamed(source, name)));
  const [only, ...others] = bySource;
  if (only === undefined || others.length > 0) {
    const message =
      only === undefined
        ? `There is no import ${name}`
        : `${bySource.length} imports have a file ${name}: ${firstNames(bySource.map(importId), 10)}`;
    throw new CosmoError("IMPORT_UNKNOWN", message, {
      hint: "`cosmo status` shows imports with their ids. Nothing was taken out.",
      exitCode: 2,
    });
  }
  const whole = only.sources.every((source) => names.some((one) => isNamed(source, one)));
  if (whole || names.includes(importId(only))) return only;
  const id = importId(only);
  throw new CosmoError(
    "IMPORT_OF_SEVERAL_FILES",
    `${name} is one of ${only.sources.length} files of the import ${id}, which has ${counted(only.rows, only.table)} of ${firstNames(only.sources)}`,
    {
      hint: `To take all of them out: cosmo import remove ${id}. To be without this file, import the others in one command behind that. Nothing was taken out.`,
      exitCode: 2,
    },
  );
}

/** Whether a name, or a path as it was imported, is that of a source. */
const isNamed = (source: string, name: string): boolean =>
  source === name || name.endsWith(`/${source}`);
