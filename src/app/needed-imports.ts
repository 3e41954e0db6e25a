import { isTypeScope } from "../domain/tables/scopes.ts";
import type { Configuration } from "./configuration.ts";

/** What is imported before a run; without a log product types can be asked about, and nothing else. */
const neededImports = ({
  generation,
}: Pick<Configuration, "generation">): readonly ("products" | "events")[] =>
  generation.scopes.every(isTypeScope) ? ["products"] : ["products", "events"];

/** Those of them of which no row is there. */
export const missingImports = (
  configuration: Pick<Configuration, "generation">,
  imported: readonly { readonly table: string; readonly rows: number }[],
): readonly ("products" | "events")[] =>
  neededImports(configuration).filter(
    (table) => !imported.some((one) => one.table === table && one.rows > 0),
  );
