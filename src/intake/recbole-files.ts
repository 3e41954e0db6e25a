import { CosmoError } from "../domain/cosmo-error.ts";
import type { ColumnSource, FieldSource } from "./columns/resolve-columns.ts";
import { type IntakeTable, recboleTable } from "./files/format.ts";

/**
 * Refuses a file whose ending says that it holds the other table.
 * @throws CosmoError RECBOLE_OTHER_TABLE
 */
export function refuseOtherTable(file: string, table: IntakeTable): void {
  const held = recboleTable(file);
  if (held === null || held === table) return;
  const what = held === "events" ? "interactions, no items" : "items, no interactions";
  throw new CosmoError("RECBOLE_OTHER_TABLE", `${file} holds ${what}.`, {
    hint: `Take it in with: cosmo import ${held} ${file}`,
    exitCode: 2,
  });
}

/**
 * An interaction of RecBole may be a purchase, a click or a rating, and the file does not tell.
 * @throws CosmoError KIND_UNSAID
 */
export function requireKind(table: ColumnSource, sources: ReadonlyMap<string, FieldSource>): void {
  if (sources.has("kind")) return;
  throw new CosmoError(
    "KIND_UNSAID",
    `${table.name} does not say what its interactions are: purchases, clicks or something else.`,
    {
      hint: "Say it: --map kind==purchase (or search, impression, click, cart, return), or --map kind=COLUMN where a column has it.",
      exitCode: 2,
    },
  );
}
