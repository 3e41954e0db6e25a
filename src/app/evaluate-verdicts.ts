import { askVerdicts } from "../critic/ask-verdicts.ts";
import type { WayToRate } from "../critic/compared-ratings.ts";
import type { LabelledClaim } from "../critic/labelled-claims.ts";
import { verdictCriticId, weighVerdicts } from "../critic/score-by-verdicts.ts";
import type { Verdict } from "../critic/verdict.ts";
import { judgementOf, type VerdictWorth, weighingClaims } from "../critic/verdict-worth.ts";
import { beginBudget } from "./run-budget.ts";
import type { Workspace } from "./workspace.ts";

/** A language model that judges, held against the test side. */
export interface VerdictEvaluation {
  readonly id: string;
  /** Id of the model. */
  readonly model: string;
  /** By labelled claims of the calibration side. */
  readonly worth: VerdictWorth;
  /** Claims of the test side without a usable answer. */
  readonly unanswered: number;
  /** Of all answers those that wait for a batch job: without them the figures are not the last word. */
  readonly waiting: number;
}

/** What its figures are called. */
export const verdictsName = "language-model";

/**
 * Asks the model that judges about labelled claims of the test side, on an account like that of a run, as far as it
 * was not asked before. Undefined where none judges.
 *
 * @throws BudgetExhaustedError where it meets a cap of the settings
 */
export async function evaluateVerdicts(
  workspace: Workspace,
  claims: readonly LabelledClaim[],
  signal: AbortSignal,
): Promise<{ readonly evaluation: VerdictEvaluation; readonly way: WayToRate } | undefined> {
  const { ports, configuration } = workspace;
  const { source } = ports.critic;
  if (source.kind !== "language-model") return undefined;
  const test = claims.flatMap((claim, place) =>
    claim.split === "test" ? [{ input: claim.input, place }] : [],
  );
  const verdicts = new Map<number, Verdict>();
  const { worth, waiting } = await onAccount(workspace, signal, async () => {
    const labelled = weighingClaims(claims, source.calibrationClaims, configuration.seed);
    const weighing = await weighVerdicts(source, labelled, signal, () => {});
    let waits = weighing.waiting;
    for await (const { item, asked } of askVerdicts(test, source, signal)) {
      if ("verdict" in asked) verdicts.set(item.place, asked.verdict);
      else if ("waits" in asked) waits++;
    }
    if (waits > 0) await ports.batches.jobs.submit(signal);
    return { worth: weighing.worth, waiting: waits };
  });
  return {
    evaluation: {
      ...{ id: verdictCriticId(source, worth), model: source.model.id, worth, waiting },
      unanswered: test.length - verdicts.size,
    },
    way: {
      id: verdictsName,
      probabilities: true,
      scoreOf(question, place) {
        const verdict = verdicts.get(place);
        if (verdict === undefined) return Number.NaN;
        const { plausibility, typicality } = judgementOf(verdict, worth);
        return question === "plausible" ? plausibility : typicality;
      },
    },
  };
}

/** On the account of a run that was stopped, where there is one, which stays open; else on one of its own. */
async function onAccount<Result>(
  workspace: Workspace,
  signal: AbortSignal,
  work: () => Promise<Result>,
): Promise<Result> {
  const { account, store } = workspace.ports.budget;
  return workspace.locked(async () => {
    const isOwn = store.latest()?.isOpen !== true;
    await workspace.ports.batches.jobs.collect(false, signal);
    beginBudget(workspace, {});
    try {
      return await work();
    } finally {
      account.end();
      const last = store.latest();
      if (isOwn && last !== undefined) store.close(last.id);
    }
  });
}
