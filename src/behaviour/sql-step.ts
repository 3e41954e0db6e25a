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

export const tableStep = (name: string): SqlStep => ({ name, as: "table" });
export const viewStep = (name: string): SqlStep => ({ name, as: "view" });

const relationOf = ({ name }: SqlStep): string => name.replaceAll("-", "_");

/** Runs a step, so that later ones on this connection can select from it. */
export async function runStep(
  connection: SqlConnection,
  step: SqlStep,
  parameters: SqlParameters,
): Promise<void> {
  const text = stepText(step.name, parameters);
  await connection.run(`CREATE TEMP ${step.as} ${relationOf(step)} AS ${text}`);
}

/** Forgets what steps computed, the last first: they can run again on this connection. */
export async function dropSteps(
  connection: SqlConnection,
  steps: readonly SqlStep[],
): Promise<void> {
  for (const step of steps.toReversed()) {
    await connection.run(`DROP ${step.as} IF EXISTS ${relationOf(step)}`);
  }
}

/** The text of a step with `:name` replaced by numbers. */
export const stepText = (name: string, parameters: SqlParameters): string =>
  sqlFromFile(new URL(`sql/${name}.sql`, import.meta.url), parameters);
