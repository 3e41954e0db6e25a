import type { PartManifest } from "../artifact/dataset.ts";
import { fieldsLost } from "./fields-lost.ts";
import type { ImportedTable, ImportRecord } from "./imports.ts";
import { productsStaying } from "./products-staying.ts";
import { daysAgain } from "./replaced-days/days-again.ts";
import { type ImportedDays, importedDays } from "./replaced-days/days-of-events.ts";
import { ordersAgain } from "./replaced-days/orders-again.ts";
import type { UndoneLines } from "./replaced-days/undone-lines.ts";
import { unknownProducts } from "./unknown-products.ts";
import type { Workspace } from "./workspace.ts";

/** Rows that were read, and what they are held against. */
export interface ReadRows {
  readonly table: ImportedTable;
  readonly parts: readonly PartManifest[];
  /** Earlier imports of the table that stay. */
  readonly before: readonly ImportRecord[];
  /** IANA name: whose days are meant. */
  readonly timeZone: string;
  /** What else their files say of orders. */
  readonly undone: UndoneLines;
  /** Whether they come beside what is there, and in place of nothing. */
  readonly isFurther: boolean;
}

/** What the rows of an import are beside the other imports of the workspace, before it is one of them. */
export async function comparedWithOthers(
  workspace: Workspace,
  { table, parts, before, timeZone, isFurther, undone }: ReadRows,
): Promise<{
  readonly notices: readonly string[];
  readonly warnings: readonly string[];
  readonly days: ImportedDays | null;
}> {
  if (table === "products") {
    const staying = await productsStaying(workspace, parts, before);
    const lost = await fieldsLost(workspace, parts, before);
    return { notices: told(staying), warnings: told(lost), days: null };
  }
  if (table !== "events") return { notices: [], warnings: [], days: null };
  const days = await importedDays(workspace, parts, timeZone);
  const again =
    isFurther && days !== null ? await daysAgain(workspace, parts, days, before, timeZone) : null;
  const orders = isFurther
    ? await ordersAgain(workspace, { parts, undone, earlier: before }, timeZone)
    : null;
  const catalogue = (await workspace.imports.list()).filter((one) => one.table === "products");
  const unknown = await unknownProducts(workspace, parts, catalogue);
  const [loud, quiet] = unknown?.loud ? [unknown.message, null] : [null, unknown?.message ?? null];
  const warnings = [...told(orders), ...told(loud)];
  return { notices: [...told(again), ...told(quiet)], warnings, days };
}

const told = (message: string | null): readonly string[] => (message === null ? [] : [message]);
