import type { ImportedTable } from "../../app/imports.ts";
import type { TakenOut } from "../../app/taken-out.ts";
import { counted } from "../../text/counted.ts";
import { firstNames } from "../../text/first-names.ts";

const mostImports = 20;

/** What `--replace` took out, import by import; nothing where it was not asked for. */
export function linesOfTakenOut(
  table: ImportedTable,
  takenOut: readonly TakenOut[] | undefined,
): readonly string[] {
  if (takenOut === undefined) return [];
  if (takenOut.length === 0) return [`Took nothing out: there was no other import of ${table}.`];
  const rows = takenOut.reduce((sum, one) => sum + one.rows, 0);
  const lines = takenOut
    .slice(0, mostImports)
    .map(
      ({ sources, importedAt, rows }) =>
        `  ${firstNames(sources)}: ${counted(rows, table)}, imported ${importedAt.slice(0, 10)}`,
    );
  const more = takenOut.length - mostImports;
  const rest = more > 0 ? [`  and ${more} more imports: --json has them all`] : [];
  const what = `${counted(takenOut.length, "earlier imports")} with ${counted(rows, table)}`;
  return [`Took out ${what}:`, ...lines, ...rest];
}
