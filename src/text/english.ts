import { createRequire } from "node:module";
import type winkNlp from "wink-nlp";
import type { ItsFunction, Model, WinkMethods } from "wink-nlp";

/** A word as the language model reads it. */
export interface TaggedWord {
  readonly lemma: string;
  /** Universal part-of-speech tag, such as NOUN. */
  readonly partOfSpeech: string;
}

const require = createRequire(import.meta.url);
let loaded: WinkMethods | undefined;
/** Words that the model lists have numbers below it; others get the next ones, in the order in which they are read. */
let firstUnlisted = 0;
/** In no list of words. */
const unlisted = "qzzxq";

/** A word or a sign of a text. */
export interface Token {
  readonly text: string;
  /** Universal part-of-speech tag, such as NOUN. */
  readonly partOfSpeech: string;
  /** Whether white space stands before it. */
  readonly isApart: boolean;
}

/** Loaded on first use and kept: it takes about 150 ms, which a command that reads no text never pays. */
function english(): WinkMethods {
  if (loaded === undefined) {
    const wink = require("wink-nlp") as typeof winkNlp;
    const model = require("wink-eng-lite-web-model") as Model;
    loaded = wink(model, ["sbd", "pos"]);
    const [number] = numbersOf(loaded, unlisted);
    firstUnlisted = number ?? 0;
  }
  return loaded;
}

// The package's declarations leave out a parameter of `uniqueId`, and that what it gives are numbers.
const numbersOf = ({ readDoc, its }: WinkMethods, text: string): readonly number[] =>
  readDoc(text)
    .tokens()
    .out(its.uniqueId as ItsFunction<number>) as number[];

/**
 * Whether the language model lists a word in lower case: forms of words, few names, and a few forms that
 * are often misspelt.
 *
 * @example isListedWord("silhouette") // true; of "siloutte" false
 */
export function isListedWord(word: string): boolean {
  const [number, ...more] = numbersOf(english(), word);
  return number !== undefined && more.length === 0 && number < firstUnlisted;
}

/** The sentences of a text, each a piece of it, in order. */
export const sentencesOf = (text: string): readonly string[] =>
  english().readDoc(text).sentences().out();

/** The last word of a text, read in its context; undefined when there is none. */
export function lastWordOf(text: string): TaggedWord | undefined {
  const { readDoc, its } = english();
  const tokens = readDoc(text).tokens();
  // The package's declaration of `lemma` leaves out one of its four parameters.
  const lemma = tokens.out(its.lemma as ItsFunction<string>).at(-1);
  const partOfSpeech = tokens.out(its.pos).at(-1);
  return lemma === undefined || partOfSpeech === undefined ? undefined : { lemma, partOfSpeech };
}

/** The words and signs of a text, in order. */
export function tokensOf(text: string): readonly Token[] {
  const { readDoc, its } = english();
  const tokens = readDoc(text).tokens();
  const partsOfSpeech = tokens.out(its.pos);
  // The package's declaration of `precedingSpaces` leaves out one of its four parameters.
  const spaces = tokens.out(its.precedingSpaces as ItsFunction<string>);
  return tokens.out().map((token, place) => ({
    text: token,
    partOfSpeech: partsOfSpeech[place] ?? "X",
    isApart: spaces[place] !== "",
  }));
}
