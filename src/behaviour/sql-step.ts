import type { SqlConnection } from "../sql/sql.ts";
import { sqlFromFile } from "../sql/sql-file.ts";

/** One idea of the mining: a SELECT in `sql/`, whose result is known by the file's name. */
export interface SqlStep {
  /** Name of the file without its ending; with underscores, the name of the relation. */
  readonly name: string;
  /** A table is computed once; a view is a name for its text. */
  readonly as: "table" | "view";
}

export type SqlParameters = Readonly<Record<string, number>>;

/** Runs a step, so that later ones on this connection can select from it. */
export async function runStep(
  connection: SqlConnection,
  { name, as }: SqlStep,
  parameters: SqlParameters,
): Promise<void> {
  const relation = name.replaceAll("-", "_");
  await connection.run(`CREATE TEMP ${as} ${relation} AS ${stepText(name, parameters)}`);
}

/** The text of a step with `:name` replaced by numbers. */
export const stepText = (name: string, parameters: SqlParameters): string =>
  sqlFromFile(new URL(`sql/${name}.sql`, import.meta.url), parameters);
