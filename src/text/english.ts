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

/** Loaded on first use and kept: it takes about 150 ms, which a command that reads no text never pays. */
function english(): WinkMethods {
  if (loaded === undefined) {
    const wink = require("wink-nlp") as typeof winkNlp;
    const model = require("wink-eng-lite-web-model") as Model;
    loaded = wink(model, ["sbd", "pos"]);
  }
  return loaded;
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
