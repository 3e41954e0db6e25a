import { normalForm } from "./normal-form.ts";
import { rulingOut } from "./ruled-out.ts";
import { baseOfIngForm, singularOf } from "./word-form.ts";
import { wordSet } from "./word-set.ts";

/** What is compared of the words of a query. Keys that are equal say what two queries have in common. */
export interface Wording {
  /** Numbers, sizes and signs in their order, and what is ruled out. Where two differ here they are never joined. */
  readonly guard: string;
  /** The words as they stand. */
  readonly words: readonly string[];
  /** The letters alone: “t-shirt” and “tshirt” have the same. */
  readonly letters: string;
  /** The same of singular nouns, without articles: “sleeping bags” and “sleepingbag” have the same. */
  readonly baseLetters: string;
  /** The words in order of the alphabet. */
  readonly order: string;
  /** The same in one form of each: singular nouns, without articles that say nothing. */
  readonly form: string;
  /** The same without -ing, prepositions and repeated words: equal ones may still mean different things. */
  readonly loose: string;
}

/** A number with what belongs to it, letters with their accents and apostrophes, or a sign that means something. */
const pieces = /\p{N}+(?:[.,:/]\p{N}+)*['"”″′]?|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|[\p{S}#%*@§]/gu;
const isNumber = (word: string): boolean => /^\p{N}/u.test(word);
const isSign = (word: string): boolean => !/[\p{L}\p{N}]/u.test(word);

const sizes = wordSet("xs s m l xl xxl xxxl");
const numerals = wordSet(
  "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred dozen single double triple",
);
const connectives = wordSet("and at by for from in of on to with");

const withoutShort = /(?<=^| )w\/o(?= |$)/gu;

/**
 * Words, numbers and signs of a text in their order.
 * @param text as `normaliseQuery` gives it
 */
export const wordsOf = (text: string): readonly string[] =>
  text.replaceAll("&", " and ").replace(withoutShort, "without").match(pieces) ?? [];

const isEnglish = (locale: string): boolean => /^en(?:$|[-_])/i.test(locale);

/**
 * @param text as `normaliseQuery` gives it
 * @param locale plurals and articles are known of English alone
 */
export function wordingOf(text: string, locale: string): Wording {
  const words = wordsOf(text);
  const formWords = isEnglish(locale) ? wordsOf(normalForm(text)) : words;
  const numbers = words.filter((word) => isNumber(word) || sizes.has(word) || numerals.has(word));
  const { phrases } = rulingOut(words.map(baseOf(locale)));
  const guard = [numbers, words.filter(isSign), phrases.toSorted()];
  return {
    guard: guard.map((part) => part.join(" ")).join("|"),
    words,
    letters: words.join(""),
    baseLetters: formWords.join(""),
    order: keyOf(words),
    form: keyOf(formWords),
    loose: keyOf([
      ...new Set(formWords.filter((word) => !connectives.has(word)).map(stemOf(locale))),
    ]),
  };
}

/** Words in order of the alphabet. What is ruled out stays beside what rules it out; of several numbers each beside its word. */
function keyOf(words: readonly string[]): string {
  const { others, phrases } = rulingOut(words);
  const severalNumbers = others.filter(isNumber).length > 1;
  const bound = severalNumbers ? boundNumbers(others) : others;
  return [...bound, ...phrases].toSorted().join(" ");
}

function boundNumbers(words: readonly string[]): readonly string[] {
  return words.map((word, place) => {
    if (!isNumber(word)) return word;
    return `${words[place - 1] ?? ""}~${word}~${words[place + 1] ?? ""}`;
  });
}

/** A word in one form, where the language is known. */
export const baseOf =
  (locale: string) =>
  (word: string): string =>
    isEnglish(locale) ? singularOf(word.replace(/['’]s?$/u, "")) : word;

const stemOf =
  (locale: string) =>
  (word: string): string =>
    isEnglish(locale) ? singularOf(baseOfIngForm(word) ?? word) : word;
