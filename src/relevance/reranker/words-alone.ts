import type { Vectors } from "../../encoder/encode-texts.ts";
import { BoostingThreads } from "../../learning/boosting-threads.ts";
import { foldFeatures } from "../evaluate/fold-features.ts";
import { lexicalLearner } from "../evaluate/lexical-learner.ts";
import type { LearnRerankerOptions } from "./learn-reranker.ts";
import type { Predictions } from "./predictions.ts";

/** Its settings are chosen by five folds. */
const fewestGroups = 5;

/**
 * What an evaluation's row `lexical` says of the validation side: a control, learnt from the same judgements. Undefined where they are of too
 * few queries to choose its settings by.
 */
export async function wordsAlone({
  data: { pairs, grading, sides },
  vectorsOf,
  seed,
  threads,
  signal,
  progress,
}: LearnRerankerOptions): Promise<Omit<Predictions, "decision"> | undefined> {
  const groups = new Set(sides.learn.map((place) => pairs[place]?.group));
  if (groups.size < fewestGroups) return undefined;
  const vectors: Vectors = await vectorsOf(
    pairs.flatMap(({ words: { query, title } }) => [query, title]),
  );
  const id = "lexical";
  const work = progress.started(id, "judgements", sides.learn.length);
  await using boosting = new BoostingThreads(threads, signal);
  const learner = lexicalLearner({
    ...{ id, vectors, fit: boosting.fit, featuresOf: foldFeatures(pairs) },
  });
  await using learnt = await learner.learn({
    ...{ pairs, classes: grading.classes.length, seed, signal },
    sides: { ...sides, evaluated: [] },
  });
  const probabilities = await learnt.probabilities(sides.validation);
  work.finished();
  return { id, probabilities };
}
