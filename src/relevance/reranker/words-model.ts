import { type BoostedTrees, predictBoosted } from "../../learning/boosted-trees.ts";
import { BoostingThreads } from "../../learning/boosting-threads.ts";
import type { JudgedWords } from "../lexical/judged-words.ts";
import { fitLexicalBaseline } from "../lexical/lexical-baseline.ts";
import { countLexical, type LexicalCounts, lexicalFeatures } from "../lexical/lexical-features.ts";
import type { LearnRerankerOptions } from "./learn-reranker.ts";

/** What a query and a title have in common in words, learnt: numbers and words of titles alone, which JSON keeps as they are. */
export interface WordsModel {
  readonly counts: LexicalCounts;
  readonly trees: BoostedTrees;
}

/** Its settings are chosen by five folds. */
const fewestGroups = 5;

/**
 * Learns boosted trees over lexical features, as the row `lexical` of an evaluation does, but of what a server is given: query and title, and no
 * vectors. Undefined where the judgements are of too few queries to choose its settings by.
 */
export async function learnWords({
  data: { pairs, grading, sides },
  seed,
  threads,
  signal,
  progress,
}: Pick<LearnRerankerOptions, "data" | "seed" | "threads" | "signal" | "progress">): Promise<
  WordsModel | undefined
> {
  const learn = sides.learn.flatMap((place) => pairs[place] ?? []);
  const groups = learn.map(({ group }) => group);
  if (new Set(groups).size < fewestGroups) return undefined;
  const work = progress.started("learn words", "judgements", learn.length);
  const texts = learn.map(({ words: { query, title } }) => queryAndTitle(query, title));
  const counts = countLexical(texts);
  const { rowOf } = lexicalFeatures(counts);
  await using boosting = new BoostingThreads(threads, signal);
  const { model: trees } = await fitLexicalBaseline(
    { rows: texts.map(rowOf), targets: learn.map(({ label }) => label), groups },
    { classes: grading.classes.length, seed, fit: boosting.fit },
  );
  work.finished();
  return { counts, trees };
}

/** Says how likely each class is for a title. */
export function openWords({
  counts,
  trees,
}: WordsModel): (query: string, title: string) => Float64Array {
  const { rowOf } = lexicalFeatures(counts);
  return (query, title) => predictBoosted(trees, rowOf(queryAndTitle(query, title)));
}

const queryAndTitle = (query: string, title: string): JudgedWords => ({
  ...{ query, title, description: null, bullets: null, brand: null, colour: null },
});
