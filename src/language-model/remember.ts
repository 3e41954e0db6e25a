import { callIdOf } from "./call-identity.ts";
import { InvalidAnswerError } from "./invalid-answer-error.ts";
import { type AnswerRules, judgeAnswers } from "./judge-answers.ts";
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
 * `repair`, once: a run that goes on after a stop ends like one that never stopped.
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
        const known = await judgeAnswers(rules, inner.id, request);
        if (known.kind === "valid") return known.generation;
        if (known.kind === "invalid" && known.repair === undefined) {
          if (!retryFailed || retried.has(id)) {
            throw new InvalidAnswerError(id, inner.id, known.reason);
          }
          await inner.generate({ ...request, attempt: known.attempts + 1 }, flightSignal);
        } else {
          await inner.generate(request, flightSignal);
        }
        retried.add(id);
        const answered = await judgeAnswers(rules, inner.id, request);
        if (answered.kind === "valid") return answered.generation;
        if (answered.kind === "unasked") throw new Error("remember needs record inside it");
        throw new InvalidAnswerError(id, inner.id, answered.reason);
      });
    });
  };
