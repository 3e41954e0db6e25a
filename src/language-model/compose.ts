import type { LanguageModel, Wrapper } from "./language-model.ts";

/**
 * @example
 * compose(model, remember(…), retry(…), record(…), limit(…)) // `remember` sees a request first
 */
export function compose(
  model: LanguageModel,
  ...wrappersOutermostFirst: readonly Wrapper[]
): LanguageModel {
  return wrappersOutermostFirst.reduceRight((inner, wrapper) => wrapper(inner), model);
}
