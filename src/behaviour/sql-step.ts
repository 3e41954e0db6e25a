import { sqlFromFile } from "../sql/sql-file.ts";
import type { SqlSession } from "../sql/sql-session.ts";

/** One idea of the mining: a SELECT in `sql/`, whose result is known by the file's name. */
export interface SqlStep {
  /** Name of the file without its ending. */
  readonly name: string;
  /** A table is computed once; a view is a name for its text. */
  readonly as: "table" | "view";
  /** What it makes: the file's name with underscores, unless one of two files is chosen for it. */
  readonly relation: string;
}

export type SqlParameters = Readonly<Record<string, number>>;

const stepAs =
  (as: SqlStep["as"]) =>
  (name: string): SqlStep => ({ name, as, relation: name.replaceAll("-", "_") });

export const tableStep = stepAs("table");
export const viewStep = stepAs("view");

/** Runs a step, so that later ones of this session can select from it. */
export async function runStep(
  session: SqlSession,
  step: SqlStep,
  parameters: SqlParameters,
): Promise<void> {
  await session.create(step.as, step.relation, stepText(step.name, parameters));
}

/** Forgets what steps computed, the last first: they can run again in this session. */
export async function dropSteps(session: SqlSession, steps: readonly SqlStep[]): Promise<void> {
  for (const step of steps.toReversed()) {
    await session.drop(step.as, step.relation);
  }
}

/** The text of a step with `:name` replaced by numbers. */
export const stepText = (name: string, parameters: SqlParameters): string =>
  sqlFromFile(new URL(`sql/${name}.sql`, import.meta.url), parameters);
