import { callIdOf } from "./call-identity.ts";
import { giveUpUnreadable } from "./give-up-unreadable.ts";
import { InvalidAnswerError } from "./invalid-answer-error.ts";
import { type AnswerRules, type Judgement, judgeAnswers } from "./judge-answers.ts";
import type { Generation, Wrapper } from "./language-model.ts";
import { singleFlight } from "./single-flight.ts";
import { withGenerate } from "./wrap-model.ts";

export interface RememberOptions extends AnswerRules {
  /** Ask each call that has unusable answers alone once more, as a new attempt. */
  readonly retryFailed?: boolean | undefined;
}

/**
 * Outermost: serves a valid recorded answer without asking; two equal requests in flight are one. What is served
 * is always what lies in the store, judged there. A call with unusable answers alone is not asked again, but by
 * `repair`, once: a run that goes on after a stop ends like one that never stopped. What nobody can read, however often
 * `retry` asks, is such an answer too.
 *
 * @throws InvalidAnswerError (ANSWER_INVALID) where no recorded answer of the call is usable
 */
export const remember =
  ({ retryFailed = false, ...rules }: RememberOptions): Wrapper =>
  (inner) => {
    const together = singleFlight<Generation>();
    const retried = new Set<string>();
    return withGenerate(inner, (request, signal) => {
      const id = callIdOf(inner.id, request);
      return together(id, signal, async (flightSignal) => {
        const asked = async (attempt?: number): Promise<Judgement> => {
          const again = attempt === undefined ? {} : { attempt };
          try {
            await inner.generate({ ...request, ...again }, flightSignal);
          } catch (error) {
            if (!(error instanceof InvalidAnswerError)) {
              await giveUpUnreadable(rules.store, id, error, flightSignal);
            }
          }
          return judgeAnswers(rules, inner.id, request);
        };
        let known = await judgeAnswers(rules, inner.id, request);
        const mayRetry = retryFailed && known.kind === "invalid" && !retried.has(id);
        const isPending = known.kind === "invalid" && known.repair !== undefined;
        if (known.kind === "unasked" || isPending) {
          known = await asked();
          retried.add(id);
        }
        // A repair that is still to be made cannot be: the answer is asked for anew instead.
        if (known.kind === "invalid" && mayRetry && (!isPending || known.repair !== undefined)) {
          known = await asked(known.attempts + 1);
          retried.add(id);
        }
        if (known.kind === "valid") return known.generation;
        if (known.kind === "unasked") throw new Error("remember needs record inside it");
        throw new InvalidAnswerError(id, inner.id, known.reason);
      });
    });
  };
