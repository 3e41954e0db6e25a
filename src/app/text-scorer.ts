import type { LanguageModel } from "../language-model/language-model.ts";
import type { TextScorer } from "../measures/log-probability-difference.ts";

/** A model as what scores text; it fails when asked where it can't. */
export const textScorer = (model: LanguageModel): TextScorer => ({
  id: model.id,
  score(request, signal) {
    if (model.score === undefined) throw new Error(`${model.id} can't score text`);
    return model.score(request, signal);
  },
});
