import { type Token, tokensOf } from "../text/english.ts";
import { singularOf } from "../text/word-form.ts";
import { isFiller, neverHeads, units, vessels } from "./unnaming-words.ts";

/**
 * Where a noun stands in a title. `end`: it ends the first phrase, as the noun that a phrase is about does in English;
 * `next`, `later`: it ends the second or a later one; `inside`, `insideLater`: it stands before another noun;
 * `after`: behind “for”, “with” and their like, or behind a number.
 */
export const nounPlaces = ["end", "next", "later", "inside", "insideLater", "after"] as const;

export type NounPlace = (typeof nounPlaces)[number];

/** A word of a title that may name the thing, or tell what kind of it. */
export interface TitleWord {
  /** The word in one form: of all its forms this is equal. No word of the language. */
  readonly key: string;
  /** In lower case and singular, as far as that is known. */
  readonly word: string;
  /** Null where it is no noun. */
  readonly place: NounPlace | null;
  /** The key of the word right before it in the same phrase; null: there is none that could tell a kind. */
  readonly before: string | null;
}

interface Read {
  readonly text: string;
  readonly word: string;
  readonly isNoun: boolean;
  readonly isFiller: boolean;
  readonly isCounted: boolean;
  /** Which phrase it stands in. */
  readonly phrase: number;
  readonly isAfter: boolean;
  ends: boolean;
}

/** What is read of a title: shops write the thing first, and what it fits last. */
const longestTitle = 300;

const joining = new Set(["and", "or", "the", "plus"]);
const opening = new Set(["w", "with", "for", "by", "from", "that", "compatible", "fits"]);
const betweenPhrases = new Set(["ADP", "SCONJ", "CCONJ", "PRON", "AUX"]);

/** One form for all forms of a word, also of those whose singular nobody knows. */
export function wordKey(word: string): string {
  const singular = singularForm(word);
  return /^.{3,}[^s]s$/u.test(singular) ? singular.slice(0, -1) : singular;
}

/** Of a hyphened word the last part decides. */
export function singularForm(word: string): string {
  const cut = word.lastIndexOf("-") + 1;
  return word.slice(0, cut) + singularOf(word.slice(cut));
}

/**
 * The words of an English title, in order, without what can name no kind of thing: numbers, sizes, colours, for whom it is.
 *
 * @param brand is left out where the title begins with it; empty where nobody knows it
 * @example titleWords("Glowby Wind-Up Desk Lamps for Kids, 2 Pack, red", "Glowby")
 * // wind-up, desk (inside), lamp (end, before: desk)
 */
export function titleWords(title: string, brand: string): readonly TitleWord[] {
  const words = readWords(withoutBrand(title, brand).slice(0, longestTitle).toLowerCase());
  const isAllAfter = words.every(({ isAfter }) => isAfter);
  const first = words.find(({ ends, isAfter }) => ends && (isAllAfter || !isAfter))?.phrase ?? 0;
  return words.flatMap((one, at) => {
    if (one.isFiller) return [];
    const before = words[at - 1];
    const isKind = before !== undefined && before.phrase === one.phrase && !before.isFiller;
    return [
      {
        key: wordKey(one.text),
        word: one.word,
        place: one.isNoun ? placeOf(one, first, isAllAfter) : null,
        before: isKind ? wordKey(before.text) : null,
      },
    ];
  });
}

function placeOf(word: Read, first: number, isAllAfter: boolean): NounPlace {
  if (word.isAfter && !isAllAfter) return "after";
  if (word.isCounted && word.phrase > first) return "after";
  if (!word.ends) return word.phrase <= first ? "inside" : "insideLater";
  return word.phrase <= first ? "end" : word.phrase === first + 1 ? "next" : "later";
}

function withoutBrand(title: string, brand: string): string {
  if (brand === "") return title;
  const rest = title.slice(brand.length);
  const begins = title.slice(0, brand.length).toLowerCase() === brand.toLowerCase();
  return begins && /^[^\p{L}\p{N}]*[\s,:-]/u.test(rest) ? rest : title;
}

/** Words of all phrases; a phrase ends at a sign, and before a preposition or conjunction. */
function readWords(text: string): readonly Read[] {
  const tokens = hyphened(tokensOf(text));
  const words: Read[] = [];
  let phrase: Read[] = [];
  let number = 0;
  let isAfter = false;
  const close = (): void => {
    const last = phrase.findLast(({ isNoun }) => isNoun);
    if (last !== undefined) last.ends = true;
    if (phrase.length > 0) number += 1;
    words.push(...phrase);
    phrase = [];
  };
  for (const [at, { text: word, partOfSpeech }] of tokens.entries()) {
    if (!/^[\p{L}\p{N}]/u.test(word)) {
      if (/^(?:'|"|'s|™|®|\.)$/u.test(word)) continue;
      close();
      if (!/^[&+]$/.test(word)) isAfter = false;
    } else if (word === "of") {
      // What is counted or held is the thing: “set of 6 cups”, “box of tea”.
      const holds = phrase.at(-1)?.text ?? "";
      if (phrase.length <= 3 && (units.has(holds) || vessels.has(holds))) phrase = [];
      else {
        close();
        isAfter = true;
      }
    } else if (joining.has(word) || opening.has(word) || isBetween(word, partOfSpeech)) {
      if (word === "the") continue;
      close();
      if (!joining.has(word) && partOfSpeech !== "CCONJ") isAfter = true;
    } else {
      const filler = isFiller(word);
      const isThing = partOfSpeech === "NOUN" || partOfSpeech === "PROPN";
      const mayBeThing = isThing || (partOfSpeech === "VERB" && /(?:s|ing|er)$/.test(word));
      phrase.push({
        text: word,
        word: singularForm(word),
        isNoun: mayBeThing && !filler && !neverHeads.has(word),
        isFiller: filler,
        isCounted: isCountedAt(tokens, at),
        ...{ phrase: number, isAfter, ends: false },
      });
    }
  }
  close();
  return words;
}

/** “in-ear” and “clip-on” are words, and so is “multi”, which the tagger takes for a preposition. */
const isBetween = (word: string, partOfSpeech: string): boolean =>
  betweenPhrases.has(partOfSpeech) && !word.includes("-") && word !== "multi";

/** Behind a number, or a measure with its number: “12 rolls”, “8 oz bag”. */
function isCountedAt(tokens: readonly Token[], at: number): boolean {
  const [before, second] = [tokens[at - 1], tokens[at - 2]];
  if (before === undefined || second === undefined) return false;
  const isNumber = (word: string): boolean => /^\p{N}/u.test(word);
  return isNumber(before.text) || (units.has(before.text) && isNumber(second.text));
}

/** Tokens with the parts of hyphened words joined again, and what is the owner's with its owner. */
function hyphened(tokens: readonly Token[]): readonly Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    const previous = joined.at(-1);
    const next = tokens[at + 1];
    if (token === undefined) continue;
    const touches =
      previous !== undefined && !token.isApart && /[\p{L}\p{N}]$/u.test(previous.text);
    if (touches && /^'\p{L}*$/u.test(token.text)) {
      joined[joined.length - 1] = { ...previous, text: previous.text + token.text };
    } else if (
      touches &&
      token.text === "-" &&
      next &&
      !next.isApart &&
      /^[\p{L}\p{N}]/u.test(next.text)
    ) {
      joined[joined.length - 1] = { ...next, text: `${previous.text}-${next.text}` };
      at += 1;
    } else joined.push(token);
  }
  return joined;
}
