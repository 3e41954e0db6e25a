import { askVerdicts, type VerdictPort } from "../critic/ask-verdicts.ts";
import type { WayToRate } from "../critic/compared-ratings.ts";
import type { CriticInput } from "../critic/critic.ts";
import type { LabelledClaim } from "../critic/labelled-claims.ts";
import { verdictCriticId, weighVerdicts } from "../critic/score-by-verdicts.ts";
import type { Verdict } from "../critic/verdict.ts";
import { verdictRequest } from "../critic/verdict-request.ts";
import { judgementOf, type VerdictWorth, weighingClaims } from "../critic/verdict-worth.ts";
import type { Progress } from "../domain/progress.ts";
import type { SaidCaps } from "../language-model/budget-caps.ts";
import { counted } from "../text/counted.ts";
import { dollars } from "../text/dollars.ts";
import { answersAtHand } from "./answers-at-hand.ts";
import { costAtMost } from "./cost-at-most.ts";
import { onAccount } from "./on-account.ts";
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

export interface EvaluateOptions {
  /** Caps that a person gives to what is asked. */
  readonly caps?: SaidCaps;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Told beforehand what is asked, and what that costs at most. */
  say(line: string): void;
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
  options: EvaluateOptions,
): Promise<{ readonly evaluation: VerdictEvaluation; readonly way: WayToRate } | undefined> {
  const { signal, progress, say } = options;
  const { ports, configuration } = workspace;
  const { source } = ports.critic;
  if (source.kind !== "language-model") return undefined;
  const test = claims.flatMap((claim, place) =>
    claim.split === "test" ? [{ input: claim.input, place }] : [],
  );
  const verdicts = new Map<number, Verdict>();
  const labelled = weighingClaims(claims, source.calibrationClaims, configuration.seed);
  const inputs = [...labelled, ...test].map(({ input }) => input);
  const price = mostOf(workspace, source, inputs);
  if (price !== undefined) say(price);
  const { worth, waiting } = await onAccount(
    workspace,
    { ...options, command: "cosmo evaluate critic" },
    async () => {
      const work = progress.started("ask for verdicts", "labelled claims", inputs.length);
      let done = 0;
      const weighing = await weighVerdicts(source, labelled, signal, () => {
        work.progressed(++done);
      });
      let waits = weighing.waiting;
      for await (const { item, asked } of askVerdicts(test, source, signal)) {
        work.progressed(++done);
        if ("verdict" in asked) verdicts.set(item.place, asked.verdict);
        else if ("waits" in asked) waits++;
      }
      work.finished();
      if (waits > 0) await ports.batches.jobs.submit(signal);
      return { worth: weighing.worth, waiting: waits };
    },
  );
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

/** What is still to be asked, and the most that it can cost; undefined: nothing is. */
function mostOf(
  workspace: Workspace,
  { model, maxTokens }: VerdictPort,
  inputs: readonly CriticInput[],
): string | undefined {
  const { models, judgePrice } = workspace.ports;
  const answersOf = answersAtHand(workspace, model.id, {});
  const requests = inputs
    .map((input) => verdictRequest(input, maxTokens))
    .filter((request) => answersOf(request).length === 0);
  const judge = models.find(({ roles }) => roles.includes("judge"));
  if (requests.length === 0 || judge === undefined) return undefined;
  const asks = `Asks ${model.id} for its verdict on ${counted(requests.length, "labelled claims")}`;
  const costUsd = costAtMost(judge.settings, judgePrice, requests);
  if (costUsd === null) return `${asks}, at a price that nobody knows. --max-calls caps it.`;
  return costUsd === 0
    ? `${asks}.`
    : `${asks}, for ${dollars(costUsd)} at most. --max-cost caps it.`;
}
