import { isTypeScope } from "../domain/tables/scopes.ts";
import type { Configuration } from "./configuration.ts";
import type { ImportRecord } from "./imports.ts";

/** What is imported before a run; without a log product types can be asked about, and nothing else. */
const neededImports = ({
  generation,
}: Pick<Configuration, "generation">): readonly ("products" | "events")[] =>
  generation.scopes.every(isTypeScope) ? ["products"] : ["products", "events"];

/** Those of them of which no row was ever there: of a log whose customers were all forgotten, mining finds nothing. */
export const missingImports = (
  configuration: Pick<Configuration, "generation">,
  imported: readonly Pick<ImportRecord, "table" | "rows" | "forgotten">[],
): readonly ("products" | "events")[] =>
  neededImports(configuration).filter(
    (table) => !imported.some((one) => one.table === table && one.rows + (one.forgotten ?? 0) > 0),
  );
