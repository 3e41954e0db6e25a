import { type AnswerRules, judgeAnswers } from "./judge-answers.ts";
import type { Generation, LanguageModel, Wrapper } from "./language-model.ts";
import { withGenerate } from "./wrap-model.ts";

/**
 * Inside `remember`: a model whose answer is not usable is asked once more, with the answer and what is wrong with
 * it in the prompt. That is a call of its own, recorded like any other, so that after a crash it is not asked
 * twice; and where the crash came before it, it alone is asked. Whether it helped, `remember` says.
 *
 * @param rewriter another model that is asked to mend, with all that records and counts its calls; default: the same
 */
export const repair =
  (rules: AnswerRules, rewriter?: LanguageModel): Wrapper =>
  (inner) => {
    if (rules.repairRequest === undefined) return inner;
    const mending = rewriter ?? inner;
    return withGenerate(inner, async (request, signal): Promise<Generation> => {
      const before = await judgeAnswers(rules, inner.id, request);
      const pending = before.kind === "invalid" ? before.repair : undefined;
      if (pending !== undefined) return mending.generate(pending, signal);
      const generation = await inner.generate(request, signal);
      const after = await judgeAnswers(rules, inner.id, request);
      return after.kind === "invalid" && after.repair !== undefined
        ? mending.generate(after.repair, signal)
        : generation;
    });
  };
