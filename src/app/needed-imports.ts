import { isTypeScope } from "../domain/tables/scopes.ts";
import type { Configuration } from "./configuration.ts";

/** What is imported before a run; without a log product types can be asked about, and nothing else. */
export const neededImports = ({
  generation,
}: Pick<Configuration, "generation">): readonly ("products" | "events")[] =>
  generation.scopes.every(isTypeScope) ? ["products"] : ["products", "events"];
