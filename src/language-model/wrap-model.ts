import type { LanguageModel } from "./language-model.ts";

/** Does something around one call of a model, whatever is asked. */
export type Around = <Answer>(
  call: (signal: AbortSignal) => Promise<Answer>,
  signal: AbortSignal,
) => Promise<Answer>;

/** The model with another `generate`; what it can do besides stays as it is. */
export function withGenerate(
  inner: LanguageModel,
  generate: LanguageModel["generate"],
): LanguageModel {
  const score = inner.score?.bind(inner);
  return {
    id: inner.id,
    generate,
    ...(score && { score }),
    close: () => inner.close(),
  };
}

/** The model with the same thing done around `generate` and `score`. */
export function aroundCalls(inner: LanguageModel, around: Around): LanguageModel {
  const score = inner.score?.bind(inner);
  return {
    ...withGenerate(inner, (request, signal) =>
      around((within) => inner.generate(request, within), signal),
    ),
    ...(score && {
      score: (request, signal) => around((within) => score(request, within), signal),
    }),
  };
}
