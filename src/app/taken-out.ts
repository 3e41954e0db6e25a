import type { ImportRecord, Imports, Standing } from "./imports.ts";

/** An earlier import that `--replace` took out of the workspace. */
export type TakenOut = Pick<ImportRecord, "sources" | "importedAt" | "rows">;

/** What an import that was told to stand alone took out; nothing where it was not told so. */
export interface ToldTakenOut {
  readonly takenOut?: readonly TakenOut[];
}

/** Adds an import, and tells what it took out where it is to stand alone. */
export async function addImport(
  imports: Imports,
  record: ImportRecord,
  standing: Standing,
): Promise<ToldTakenOut> {
  const others = await imports.add(record, standing);
  if (!standing.alone) return {};
  return {
    takenOut: others.map(({ sources, importedAt, rows }) => ({ sources, importedAt, rows })),
  };
}
