import { type BoostedTrees, predictBoosted } from "../../learning/boosted-trees.ts";
import type { FitTrees } from "../../learning/boosting-threads.ts";
import type { BoostedTreesOptions } from "../../learning/fit-boosted-trees.ts";
import { inTurns } from "../in-turns.ts";
import { type JudgedWords, queryAndTitle } from "../lexical/judged-words.ts";
import { fitLexicalBaseline } from "../lexical/lexical-baseline.ts";
import { countLexical, type LexicalCounts, lexicalFeatures } from "../lexical/lexical-features.ts";

/** What a query and a title have in common in words, learnt: numbers and words of titles alone, which JSON keeps as they are. */
export interface WordsModel {
  readonly counts: LexicalCounts;
  readonly trees: BoostedTrees;
}

/** A judgement to learn words of. */
export interface WordsExample {
  readonly words: Pick<JudgedWords, "query" | "title">;
  readonly label: number;
  /** Queries that say nearly the same share it. */
  readonly group: string;
}

export interface LearnWordsOptions {
  readonly classes: number;
  readonly seed: number;
  readonly fit: FitTrees;
  /** Settings of the trees; left out: folds of the examples choose them. */
  readonly chosen?: BoostedTreesOptions | undefined;
  readonly signal: AbortSignal;
  /** Told how many examples are read. */
  readonly onRead?: (examples: number) => void;
}

export interface LearntWords {
  readonly model: WordsModel;
  /** What was chosen, or given. */
  readonly settings: BoostedTreesOptions;
}

/** Of queries to learn from: the trees' settings are chosen by five folds. */
const fewestGroups = 5;

/** Whether words can be learnt of examples of these groups of queries. */
export const enoughForWords = (groups: Iterable<string>): boolean =>
  new Set(groups).size >= fewestGroups;

/**
 * Learns boosted trees over lexical features, as the row `lexical` of an evaluation does, but of what a server is given: query and title, and no
 * vectors.
 *
 * @param examples of groups that are enough
 */
export async function learnWords(
  examples: readonly WordsExample[],
  { classes, seed, fit, chosen, signal, onRead }: LearnWordsOptions,
): Promise<LearntWords> {
  const texts = examples.map(({ words: { query, title } }) => readTexts(query, title));
  const counts: LexicalCounts = { ...countLexical(texts), bodies: null };
  const { rowOf } = lexicalFeatures(counts);
  const { model: trees, settings } = await fitLexicalBaseline(
    {
      rows: await inTurns(texts, rowOf, signal, onRead),
      targets: examples.map(({ label }) => label),
      groups: examples.map(({ group }) => group),
    },
    { classes, seed, fit, chosen },
  );
  return { model: { counts, trees }, settings };
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
