import { type BoostedTrees, predictBoosted } from "../../learning/boosted-trees.ts";
import { BoostingThreads } from "../../learning/boosting-threads.ts";
import { type JudgedWords, queryAndTitle } from "../lexical/judged-words.ts";
import { fitLexicalBaseline } from "../lexical/lexical-baseline.ts";
import { countLexical, type LexicalCounts, lexicalFeatures } from "../lexical/lexical-features.ts";
import { inTurns } from "./in-turns.ts";
import type { LearnRerankerOptions } from "./learn-reranker.ts";

/** What a query and a title have in common in words, learnt: numbers and words of titles alone, which JSON keeps as they are. */
export interface WordsModel {
  readonly counts: LexicalCounts;
  readonly trees: BoostedTrees;
}

/** Of queries to learn from: the trees' settings are chosen by five folds. */
export const fewestGroups = 5;

/**
 * Learns boosted trees over lexical features, as the row `lexical` of an evaluation does, but of what a server is given: query and title, and no
 * vectors. Null where what is learnt from is of fewer than `fewestGroups` groups of queries.
 */
export async function learnWords({
  data: { pairs, grading, sides },
  seed,
  threads,
  signal,
  progress,
}: Pick<
  LearnRerankerOptions,
  "data" | "seed" | "threads" | "signal" | "progress"
>): Promise<WordsModel | null> {
  const learn = sides.learn.flatMap((place) => pairs[place] ?? []);
  const groups = learn.map(({ group }) => group);
  if (new Set(groups).size < fewestGroups) return null;
  const work = progress.started("learn words", "judgements", learn.length);
  const texts = learn.map(({ words: { query, title } }) => readTexts(query, title));
  const counts: LexicalCounts = { ...countLexical(texts), bodies: null };
  const { rowOf } = lexicalFeatures(counts);
  const rows = await inTurns(texts, rowOf, signal, (made) => work.progressed(made));
  await using boosting = new BoostingThreads(threads, signal);
  const { model: trees } = await fitLexicalBaseline(
    { rows, targets: learn.map(({ label }) => label), groups },
    { classes: grading.classes.length, seed, fit: boosting.fit },
  );
  work.finished();
  return { counts, trees };
}

/** Says how likely each class is for a title. None is held for impossible. */
export function openWords({
  counts,
  trees,
}: WordsModel): (query: string, title: string) => Float64Array {
  const { rowOf } = lexicalFeatures(counts);
  return (query, title) => {
    const said = predictBoosted(trees, rowOf(readTexts(query, title)));
    return said.map((one) => (one + leastChance) / (1 + said.length * leastChance));
  };
}

/** Trees say next to nothing of a class of which they saw no example. */
const leastChance = 0.001;

/** Characters, about what the encoder reads of each: more costs a server's other requests time. */
const mostCharacters = { query: 160, title: 400 };

const readTexts = (query: string, title: string): JudgedWords =>
  queryAndTitle(query.slice(0, mostCharacters.query), title.slice(0, mostCharacters.title));
