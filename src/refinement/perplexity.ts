import type { LanguageModel } from "../language-model/language-model.ts";
import type { Measure } from "../measures/measure.ts";

/**
 * Perplexity of a sentence: exp of the mean negative log-probability of its tokens, by a model that
 * can score. Incomplete sentences have a high one.
 */
export function perplexityMeasure(model: LanguageModel): Measure | undefined {
  const score = model.score?.bind(model);
  if (score === undefined) return undefined;
  return {
    name: `perplexity@1 by ${model.id}`,
    of: (sentences, signal) =>
      Promise.all(
        sentences.map(async (text) => {
          const { logProbability, tokens } = await score({ context: "", text }, signal);
          return Math.exp(-logProbability / tokens);
        }),
      ),
  };
}
