import { CosmoError } from "../domain/cosmo-error.ts";
import { callIdOf } from "./call-identity.ts";
import { giveUpUnreadable } from "./give-up-unreadable.ts";
import { InvalidAnswerError } from "./invalid-answer-error.ts";
import { type AnswerRules, judgeAnswers } from "./judge-answers.ts";
import type { GenerateRequest, Generation, LanguageModel, Wrapper } from "./language-model.ts";
import { withGenerate } from "./wrap-model.ts";

/**
 * Inside `remember`: a model whose answer is not usable is asked once more, with the answer and what is wrong with
 * it in the prompt. That is a call of its own, recorded like any other, so that after a crash it is not asked
 * twice; and where the crash came before it, it alone is asked, unless the request is for a further attempt. Whether
 * it helped, `remember` says.
 *
 * @param rewriter another model that is asked to mend, with all that records and counts its calls; default: the same
 * @throws InvalidAnswerError (ANSWER_INVALID) where what is to be mended cannot be shown, or what came cannot be read
 */
export const repair =
  (rules: AnswerRules, rewriter?: LanguageModel): Wrapper =>
  (inner) => {
    if (rules.repairRequest === undefined) return inner;
    const mending = rewriter ?? inner;
    const mend = async (
      wrong: { readonly call: string; readonly reason: string },
      pending: GenerateRequest,
      signal: AbortSignal,
    ): Promise<Generation> => {
      try {
        return await mending.generate(pending, signal);
      } catch (error) {
        if (!(error instanceof CosmoError && error.code === "PROMPT_TOO_LONG")) {
          await giveUpUnreadable(rules.store, callIdOf(mending.id, pending), error, signal);
        }
        throw new InvalidAnswerError(wrong.call, inner.id, wrong.reason);
      }
    };
    return withGenerate(inner, async (request, signal): Promise<Generation> => {
      const call = callIdOf(inner.id, request);
      const before = await judgeAnswers(rules, inner.id, request);
      if (
        before.kind === "invalid" &&
        before.repair !== undefined &&
        (request.attempt ?? 1) <= before.attempts
      ) {
        return mend({ call, reason: before.reason }, before.repair, signal);
      }
      const generation = await inner.generate(request, signal);
      const after = await judgeAnswers(rules, inner.id, request);
      return after.kind === "invalid" && after.repair !== undefined
        ? mend({ call, reason: after.reason }, after.repair, signal)
        : generation;
    });
  };
