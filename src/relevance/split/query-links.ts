import type { Judgement } from "../../domain/tables/judgements.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { canBeMisspelt } from "../../text/spelt-word.ts";
import { baseOf, wordingOf, wordsOf } from "../../text/wording.ts";
import { queryKeys, type ReadQuery } from "./query-keys.ts";
import { type SimilarWords, similarWords } from "./similar-words.ts";

type Judged = Pick<Judgement, "query" | "locale" | "title">;

/** Two queries that say the same, both as `normaliseQuery` gives them. */
type QueryLink = readonly [one: string, other: string];

/**
 * Which queries are near-duplicates: they differ in case, punctuation, spacing, the order or form of words, or in words that may be
 * misspelt. Other numbers, sizes and signs, and what is ruled out, never link. Of many that have something in common each
 * is linked to the first, by the alphabet.
 */
export function* queryLinks(judgements: Iterable<Judged>): Generator<QueryLink> {
  const { queries, titles } = distinct(judgements);
  const words = timesOf(queries.flatMap(({ wording }) => wording.words));
  const titled = timesOf(titles.flatMap((title) => wordsOf(normaliseQuery(title))));
  const similar = similarWords(words, titled.size === 0 ? inSeveral(words) : inAnyForm(titled));
  const vocabulary = {
    isWord: (word: string) => words.has(word) || titled.has(word),
    correctionOf: similar.correctionOf,
  };
  const first = new Map<string, string>();
  for (const query of queries) {
    for (const key of queryKeys(query, vocabulary)) {
      const one = first.get(key);
      if (one === undefined) first.set(key, query.text);
      else if (one !== query.text) yield [one, query.text];
    }
  }
  yield* misspeltLinks(queries, similar);
}

/** Queries by the alphabet, once for each language, and titles. */
function distinct(judgements: Iterable<Judged>): {
  readonly queries: readonly ReadQuery[];
  readonly titles: readonly string[];
} {
  const localesOf = new Map<string, Set<string>>();
  const titles = new Set<string>();
  for (const { query, locale, title } of judgements) {
    const text = normaliseQuery(query);
    localesOf.set(text, (localesOf.get(text) ?? new Set()).add(locale));
    if (title !== null) titles.add(title);
  }
  const queries = [...localesOf]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([text, locales]) =>
      [...locales].toSorted().map((locale) => ({ text, locale, wording: wordingOf(text, locale) })),
    );
  return { queries, titles: [...titles] };
}

function timesOf(words: Iterable<string>): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}

/** How often a word is said, be it as a plural. (The forms of a query's words are asked for: titles have many more words.) */
function inAnyForm(times: ReadonlyMap<string, number>): (word: string) => number {
  const english = baseOf("en");
  return (word) => {
    const base = english(word);
    const forms = new Set([word, base, `${base}s`, `${base}es`]);
    // “cordless” is no plural of “cordles”.
    const said = [...forms].filter((form) => form === word || english(form) === base);
    return said.reduce((sum, form) => sum + (times.get(form) ?? 0), 0);
  };
}

/** Where no title is known: how often a word is written beyond once. */
const inSeveral =
  (times: ReadonlyMap<string, number>) =>
  (word: string): number =>
    (times.get(word) ?? 1) - 1;

/** Queries that differ in one word, which in the one may be misspelt for that of the other. */
function* misspeltLinks(
  queries: readonly ReadQuery[],
  { othersOf }: SimilarWords,
): Generator<QueryLink> {
  const places = queries.map(({ text, locale, wording }) => {
    const bases = wording.words.map(baseOf(locale));
    return wording.words.flatMap((word, place) => {
      const rest = bases.toSpliced(place, 1).toSorted().join(" ");
      return canBeMisspelt(word) ? [{ text, word, beside: `${wording.guard}|${rest}` }] : [];
    });
  });
  const first = new Map<string, string>();
  for (const { text, word, beside } of places.flat()) {
    const key = `${beside}|${word}`;
    if (!first.has(key)) first.set(key, text);
  }
  for (const { text, word, beside } of places.flat()) {
    for (const alike of othersOf(word)) {
      const one = first.get(`${beside}|${alike}`);
      if (one !== undefined && one !== text) yield [one, text];
    }
  }
}
