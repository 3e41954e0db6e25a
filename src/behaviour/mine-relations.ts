import type { WorkProgress } from "../domain/progress.ts";
import type { Files } from "../sql/sql.ts";
import type { SqlSession } from "../sql/sql-session.ts";
import { type ObservedFiles, openCatalogue, openObserved } from "./mining-sources.ts";
import { runStep, type SqlParameters, type SqlStep } from "./sql-step.ts";

export interface MiningSources {
  readonly products: Files;
  readonly observed: ObservedFiles;
  /** The pairs that an earlier run selected. */
  readonly selected: Files;
}

/** The steps that settings choose, with their numbers. */
export interface ChosenSteps {
  readonly steps: readonly SqlStep[];
  readonly parameters: SqlParameters;
}

/** Runs all steps of mining, so that every relation can be selected from in this session. */
export async function mineRelations(
  session: SqlSession,
  { products, observed, selected }: MiningSources,
  { steps, parameters }: ChosenSteps,
  work: WorkProgress,
): Promise<void> {
  await openCatalogue(session, products);
  await openObserved(session, observed, selected);
  for (const [index, step] of steps.entries()) {
    await runStep(session, step, parameters);
    work.progressed(index + 1, step.name);
  }
}
