import { callIdOf } from "./call-identity.ts";
import type { CallStore } from "./call-store.ts";
import { InvalidAnswerError } from "./invalid-answer-error.ts";
import type { GenerateRequest, Generation, Wrapper } from "./language-model.ts";
import { generationOf, isAnswer } from "./recorded-call.ts";
import { singleFlight } from "./single-flight.ts";
import { withGenerate } from "./wrap-model.ts";

export interface RememberOptions {
  /** The one that `record` writes. */
  readonly store: CallStore;
  /** The reason why an answer is not usable; undefined: it is. Pure: it is asked again after a crash. */
  readonly validate: (text: string, request: GenerateRequest) => string | undefined;
}

/**
 * Outermost: serves a valid recorded answer without asking; two equal requests in flight are one.
 * What is served is always what lies in the store, judged there: an answer that was recorded before
 * a crash is judged and served, and one that an earlier `validate` refused gets another chance. A call
 * with unusable answers alone is not asked again: a run that goes on after a stop ends like one that
 * never stopped.
 *
 * @throws InvalidAnswerError (ANSWER_INVALID) where no recorded answer of the call is usable
 */
export const remember =
  ({ store, validate }: RememberOptions): Wrapper =>
  (inner) => {
    const judge = async (
      id: string,
      request: GenerateRequest,
    ): Promise<Generation | string | undefined> => {
      const answers = store.get(id).filter(isAnswer);
      const valid = answers.find(({ state }) => state === "valid");
      if (valid !== undefined) return generationOf(valid);
      let reason: string | undefined;
      for (const answer of answers) {
        reason = answer.finishReason === "filtered" ? filtered : validate(answer.text, request);
        if (reason === undefined) {
          await store.markValid(id, answer.attempt);
          return generationOf(answer);
        }
        if (answer.reason !== reason) await store.markInvalid(id, answer.attempt, reason);
      }
      return reason;
    };

    const together = singleFlight<Generation>();
    return withGenerate(inner, (request, signal) => {
      const id = callIdOf(inner.id, request);
      return together(id, signal, async (flightSignal) => {
        const known = await judge(id, request);
        if (typeof known === "object") return known;
        if (known !== undefined) throw new InvalidAnswerError(id, inner.id, known);
        await inner.generate(request, flightSignal);
        const answered = await judge(id, request);
        if (typeof answered === "object") return answered;
        if (answered === undefined) throw new Error("remember needs record inside it");
        throw new InvalidAnswerError(id, inner.id, answered);
      });
    });
  };

const filtered = "the content filter of the server refused it";
