import { normaliseQuery } from "../text/normalise.ts";

/** Letters and digits of a word that are looked at; longer ones are no words that somebody types. */
const longestWord = 64;

/**
 * The words under which a head is found in the search box: lower case, cut at everything but letters
 * and digits, each once.
 * @example headWords("Alder 20L Daypack") // ["alder", "20l", "daypack"]
 */
export function headWords(text: string): readonly string[] {
  const words = normaliseQuery(text)
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== "")
    .map((word) => [...word].slice(0, longestWord).join(""));
  return [...new Set(words)];
}

/** Beginnings of so few letters are answered from a list of their own: too many words have them. */
const shortPrefix = 2;

/** The first one and two letters of a word. */
export function shortPrefixes(word: string): readonly string[] {
  const letters = [...word];
  return letters.length === 1 ? [word] : [letters[0] ?? "", letters.slice(0, shortPrefix).join("")];
}

export const isShortPrefix = (prefix: string): boolean => [...prefix].length <= shortPrefix;
