import type { Measure } from "./measure.ts";

/** A model that can score text; a `LanguageModel` with `score` is one. */
export interface TextScorer {
  readonly id: string;
  score(
    request: { readonly context: string; readonly text: string },
    signal: AbortSignal,
  ): Promise<{ readonly logProbability: number; readonly tokens: number }>;
}

const separator = "\u001f";

/** A product type with some of its titles, as a sentence: the context of what is claimed of it. */
export const aboutType = (name: string, titles: string): string =>
  `Product type: ${name}, such as: ${titles}.`;

/**
 * What is measured, as one text: context, the sentence up to the tail, the tail.
 * @param context what the claim is about, as a sentence
 * @param sentence the claim in words
 */
export function differenceText(context: string, sentence: string, tail: string): string {
  const start = sentence.lastIndexOf(tail);
  const stem = sentence.slice(0, Math.max(0, start)).trimEnd();
  return [context, stem, tail].join(separator);
}

/**
 * How much likelier a tail becomes by what it is about: log P(tail | behaviour or type, relation) less
 * log P(tail | relation). The plain probability only tells fluent from odd.
 */
export const logProbabilityDifference = (scorer: TextScorer): Measure => ({
  name: `log-probability-difference@1 by ${scorer.id}`,
  of: (texts: readonly string[], signal: AbortSignal): Promise<readonly number[]> =>
    Promise.all(
      texts.map(async (text) => {
        const [context = "", stem = "", tail = ""] = text.split(separator);
        const told = await scorer.score(
          { context: `${context} ${stem}`, text: ` ${tail}` },
          signal,
        );
        const untold = await scorer.score({ context: stem, text: ` ${tail}` }, signal);
        return told.logProbability - untold.logProbability;
      }),
    ),
});
