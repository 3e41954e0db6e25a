/** What each word tells, by how few of the texts that were counted have it. */
export interface WordWeights {
  /** Of a word that no text has: the greatest. */
  of(word: string): number;
  /** Words in a text, on average. */
  readonly meanLength: number;
}

/**
 * Weights by inverse document frequency, ln(1 + (n − d + ½) / (d + ½)) of a word that d of n texts have
 * (Robertson and Zaragoza 2009, "The probabilistic relevance framework", section 3.2, kept above 0).
 *
 * @param texts words of each text
 */
export const countWordWeights = (texts: Iterable<readonly string[]>): WordWeights =>
  wordWeights(countWords(texts));

/** How many texts have each word: what weights are made of, which JSON keeps as it is. */
export interface WordCounts {
  readonly texts: number;
  /** Words in a text, on average. */
  readonly meanLength: number;
  readonly words: readonly (readonly [word: string, texts: number])[];
}

/** @param texts words of each text */
export function countWords(texts: Iterable<readonly string[]>): WordCounts {
  const counts = new Map<string, number>();
  let [all, length] = [0, 0];
  for (const words of texts) {
    all += 1;
    length += words.length;
    for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return { texts: all, meanLength: length / Math.max(1, all), words: [...counts] };
}

/** Weights by what was counted. */
export function wordWeights({ texts, meanLength, words }: WordCounts): WordWeights {
  const counts = new Map(words);
  return {
    of(word) {
      const count = counts.get(word) ?? 0;
      return Math.log(1 + (texts - count + 0.5) / (count + 0.5));
    },
    meanLength,
  };
}

/** Saturation of repeated words, and how far a long text counts against them: the usual values. */
const [saturation, lengthShare] = [1.2, 0.75];

/** BM25 of a text for a query, over the most that any text can have: 0 to 1. */
export function bm25Share(
  query: ReadonlySet<string>,
  text: readonly string[],
  weights: WordWeights,
): number {
  const counts = new Map<string, number>();
  for (const word of text) if (query.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const length = text.length / Math.max(1, weights.meanLength);
  const tame = saturation * (1 - lengthShare + lengthShare * length);
  let [found, most] = [0, 0];
  for (const word of query) {
    const count = counts.get(word) ?? 0;
    const weight = weights.of(word);
    most += weight;
    found += (weight * count) / (count + tame);
  }
  return most === 0 ? 0 : found / most;
}
