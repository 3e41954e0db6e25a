import { canBeMisspelt, deletionsOf, misspeltBy } from "../../text/spelt-word.ts";

/** Of words that titles say, one must be said this many times as often as the other: “fluorescent” and “flourescent”. */
const timesAsOften = 20;
/** Shorter words that titles say are too near to each other: “vent” and “tent”. */
const longWord = 8;

/** What was meant by words that may be misspelt. */
export interface SimilarWords {
  /** The word of titles that such a word most likely stands for: the nearest, of several the one that they say most often. */
  correctionOf(word: string): string | undefined;
  /** All words that it may stand for, in titles or not, by the alphabet. */
  othersOf(word: string): readonly string[];
}

/**
 * Finds which words of queries may be others misspelt: those that no title says, and long ones that titles say far less often.
 *
 * @param words each word of the queries, with how often it is written
 * @param saidOf how often titles say a word
 */
export function similarWords(
  words: ReadonlyMap<string, number>,
  saidOf: (word: string) => number,
): SimilarWords {
  const spelt = [...words.keys()].filter(canBeMisspelt).toSorted();
  const sharing = new Map<string, string[]>();
  for (const word of spelt) {
    for (const deletion of deletionsOf(word)) {
      const those = sharing.get(deletion) ?? [];
      those.push(word);
      sharing.set(deletion, those);
    }
  }
  const othersOf = new Map<string, readonly string[]>();
  const correctionOf = new Map<string, string>();
  for (const word of spelt) {
    const said = saidOf(word);
    const alike = new Set([...deletionsOf(word)].flatMap((one) => sharing.get(one) ?? []));
    const meant = [...alike].flatMap((other) => {
      const times = saidOf(other);
      const isRarer = said === 0 || (word.length >= longWord && said * timesAsOften <= times);
      const distance = isRarer ? misspeltBy(word, other) : undefined;
      return distance === undefined ? [] : [{ other, times, distance }];
    });
    if (meant.length > 0) othersOf.set(word, meant.map(({ other }) => other).toSorted());
    const [best] = meant
      .filter(({ times }) => times > 0)
      .toSorted(
        (a, b) => a.distance - b.distance || b.times - a.times || (a.other < b.other ? -1 : 1),
      );
    if (best !== undefined) correctionOf.set(word, best.other);
  }
  return {
    correctionOf: (word) => correctionOf.get(word),
    othersOf: (word) => othersOf.get(word) ?? [],
  };
}
