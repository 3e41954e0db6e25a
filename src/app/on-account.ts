import type { Progress } from "../domain/progress.ts";
import type { SaidCaps } from "../language-model/budget-caps.ts";
import { BudgetExhaustedError } from "../language-model/budget-exhausted-error.ts";
import { beginBudget, endAccount } from "./run-budget.ts";
import type { Workspace } from "./workspace.ts";

export interface AccountOptions {
  /** Caps that a person gives to what is asked. */
  readonly caps?: SaidCaps;
  /** What is to be run again where a cap is met, such as `cosmo evaluate critic`. */
  readonly command: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/**
 * Asks a model beside runs, as the workspace's only writer: on the account of a run that was stopped, where there is one, which stays open;
 * else on one of its own. Answers of batch jobs are collected first.
 *
 * @throws BudgetExhaustedError where it meets a cap
 */
export async function onAccount<Result>(
  workspace: Workspace,
  { caps = {}, command, progress, signal }: AccountOptions,
  work: () => Promise<Result>,
): Promise<Result> {
  const { store } = workspace.ports.budget;
  return workspace.locked(async () => {
    const isOwn = store.latest()?.isOpen !== true;
    await workspace.ports.batches.jobs.collect(false, signal);
    beginBudget(workspace, caps);
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof BudgetExhaustedError)) throw error;
      throw new BudgetExhaustedError(error.met, { command });
    } finally {
      await endAccount(workspace, progress);
      const last = store.latest();
      if (isOwn && last !== undefined) store.close(last.id);
    }
  });
}
