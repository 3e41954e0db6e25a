import { isListedWord } from "../../text/english.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { canBeMisspelt } from "../../text/spelt-word.ts";
import { baseOf, wordsOf } from "../../text/wording.ts";
import { similarWords } from "../split/similar-words.ts";

/** Of shorter words too many are near to each other: “dior” and “door”. */
const leastLetters = 5;
/** A word is frequent that so many titles say. */
const frequent = 5;

/** A query as `normaliseQuery` gives it, and its language. */
export interface SlicedQuery {
  readonly text: string;
  readonly locale: string;
}

/**
 * The misspelt words of queries, each with what it stands for: a word of five letters or more that no title says and
 * no list of English words has, where a word that five titles or more say is near to it. Another form of the same word
 * is none. English alone has a list here: in other languages a name may be taken for a misspelling.
 *
 * @param titles each once
 * @example misspeltWords(queries, titles).get("ceilikng") // "ceiling"
 */
export function misspeltWords(
  queries: readonly SlicedQuery[],
  titles: Iterable<string>,
): ReadonlyMap<string, string> {
  const said = new Map<string, number>();
  for (const title of titles) {
    for (const word of new Set(wordsOf(normaliseQuery(title)))) {
      said.set(word, (said.get(word) ?? 0) + 1);
    }
  }
  const unknown = new Map<string, string>();
  for (const { text, locale } of queries) {
    for (const word of wordsOf(text)) {
      const isLong = word.length >= leastLetters && canBeMisspelt(word);
      if (isLong && !said.has(word) && !isListed(word, locale)) unknown.set(word, locale);
    }
  }
  const known = [...said].filter(([, times]) => times >= frequent);
  const times = new Map([...known, ...[...unknown.keys()].map((word) => [word, 0] as const)]);
  const { correctionOf } = similarWords(times, (word) => times.get(word) ?? 0);
  return new Map(
    [...unknown].flatMap(([word, locale]) => {
      const meant = correctionOf(word);
      const base = baseOf(locale);
      return meant === undefined || base(meant) === base(word) ? [] : [[word, meant] as const];
    }),
  );
}

const isListed = (word: string, locale: string): boolean =>
  isListedWord(word) || isListedWord(baseOf(locale)(word));
