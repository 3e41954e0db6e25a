import { singularOf } from "../text/word-form.ts";

/** Words that tell nothing of a product by themselves; measures say how much, not what. */
const emptyWords = new Set(
  `a all an and any are as at be best brand bulk by can cm compatible count ct discontinued each extra fit fits for
   from ft gb genuine great has in inch inches including includes is it item its kb kg lb lbs length made make
   manufacturer mb ml mm month months more new no non not of off official on one or ounce ounces our out oz pack packs
   packaging per pc pcs perfect piece pieces plus pound pounds quality size sizes style tb that the their this to total
   two type up us use value very we when with without x you your`.split(/\s+/),
);

/** Words that say something behind another one alone: sugar free. */
const following = new Set(["free", "proof", "resistant"]);

const isWord = (word: string): boolean => /^[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?$/u.test(word);
const isNumber = (word: string): boolean => /^\p{N}+$/u.test(word);
/** 16gb, 2t: a size, or a model's number. */
const isMeasure = (word: string): boolean => /\p{N}/u.test(word) && !isNumber(word);

/** One form of a word: "women's", "womens" and "woman" are one. */
const plainForm = (word: string): string => singularOf(word.replace(/'s$/u, "s"));

/** Words of a text that say something, each once and in one form. */
export const contentWords = (text: string): readonly string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/[^\p{L}\p{M}\p{N}']+/u)
      .filter((word) => isWord(word) && !isNumber(word) && !emptyWords.has(word))
      .map(plainForm),
  ),
];

/** What a product says of itself, which may be an attribute. */
export interface SaidTerm {
  readonly term: string;
  /** All that it says up to the term, and the term. */
  readonly beginning: string;
}

/**
 * Words of a product, and two words that stand together, each once; without the words of its type and brand, without
 * measures and numbers alone.
 *
 * @param product its words and brand as `wordedProducts` gives them
 */
export function saidTerms(
  { words, brand }: { readonly words: string; readonly brand: string },
  type: string,
): readonly SaidTerm[] {
  const known = new Set([...contentWords(type), ...contentWords(brand)]);
  const isTelling = (word: string): boolean =>
    isWord(word) && !isMeasure(word) && !emptyWords.has(word) && !known.has(plainForm(word));
  const said = words.trim().split(" ");
  const terms = new Map<string, SaidTerm>();
  const add = (term: string, end: number): void => {
    if (!terms.has(term)) terms.set(term, { term, beginning: said.slice(0, end).join(" ") });
  };
  for (const [place, word] of said.entries()) {
    if (!isTelling(word) || following.has(word)) continue;
    if (word.length > 2 && !isNumber(word)) add(word, place + 1);
    const next = said[place + 1];
    if (next !== undefined && isTelling(next) && !isNumber(next)) add(`${word} ${next}`, place + 2);
  }
  return [...terms.values()];
}

/** Of the titles that say a maker's name, so many begin with it alike. */
const makerShare = 0.75;

/**
 * Whether a term is a maker's name, or the rest of one: titles of products whose brand is not known begin with it, so
 * that what they say up to the term is nearly always the same.
 */
export function isMaker(beginnings: readonly string[]): boolean {
  const counts = new Map<string, number>();
  for (const beginning of beginnings) counts.set(beginning, (counts.get(beginning) ?? 0) + 1);
  return beginnings.length > 0 && Math.max(...counts.values()) >= makerShare * beginnings.length;
}
