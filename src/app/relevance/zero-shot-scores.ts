import { CosmoError } from "../../domain/cosmo-error.ts";
import type { Progress } from "../../domain/progress.ts";
import type { Judgement } from "../../domain/tables/judgements.ts";
import {
  differenceText,
  logProbabilityDifference,
} from "../../measures/log-probability-difference.ts";
import { personalDataClass } from "../../text/personal-data.ts";
import type { Ports } from "../ports.ts";
import { textScorer } from "../text-scorer.ts";

/**
 * How much likelier the product makes the query, by the model that measures: log P(query | product) less log P(query), in natural
 * logarithms. It has seen no label, and asks nothing that a graph would answer: what the model tells by itself.
 * Each pair is measured once, and kept in `measures.db`; none whose query holds personal data.
 *
 * @returns by the judgement's id; those of products without a title are not there
 * @throws CosmoError SCORER_MISSING
 */
export async function zeroShotScores(
  { scorer, measures }: Pick<Ports, "scorer" | "measures">,
  judgements: readonly Judgement[],
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: Progress },
): Promise<ReadonlyMap<string, number>> {
  if (scorer === undefined) throw noScorer();
  const asked = judgements.flatMap(({ id, query, title }) =>
    title === null || personalDataClass(query) !== "none"
      ? []
      : [{ id, text: pairText(query, title) }],
  );
  const texts = [...new Set(asked.map(({ text }) => text))];
  const work = progress.started("zero-shot", "pairs", texts.length);
  const values = await measures
    .remember(logProbabilityDifference(textScorer(scorer)))
    .of(texts, signal, (done) => work.progressed(done));
  work.finished();
  return new Map(
    asked.flatMap(({ id, text }) => {
      const value = values.get(text);
      return value === undefined ? [] : [[id, value] as const];
    }),
  );
}

const pairText = (query: string, title: string): string =>
  differenceText(`Product: ${title}.`, `Somebody looks for: ${query}`, query);

const noScorer = (): CosmoError =>
  new CosmoError("SCORER_MISSING", "No model measures how likely a text is", {
    hint: "Set refinement.perplexity-by in cosmo.yaml, or leave out --zero-shot.",
    exitCode: 2,
  });
