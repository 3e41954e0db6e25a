import { ownValue } from "../domain/own-value.ts";
import { lastWordOf, type TaggedWord } from "./english.ts";

/** Plurals that mean something else than their singular, or that have none. */
const ownPlurals = new Set(
  `arms boxers clothes contents customs glasses goods grounds heels looks means odds outdoors quarters
   savings spirits sunglasses trainers woods works news series species physics`.split(/\s+/),
);

const irregularSingulars: Readonly<Record<string, string>> = {
  accessories: "accessory",
  children: "child",
  childrens: "child",
  feet: "foot",
  geese: "goose",
  men: "man",
  mens: "man",
  mice: "mouse",
  teeth: "tooth",
  women: "woman",
  womens: "woman",
};

/** Verbs that the language model also takes for nouns, though nobody puts that noun before another. */
const rarelyNouns = new Set(
  "add be buy carry feel find fix get give go have hold keep make put remove serve stay take wear".split(
    " ",
  ),
);

/** One form for singular and plural; a word whose plural means something else stays as it is. */
export const singularOf = remembered((word) => {
  const irregular = ownValue(irregularSingulars, word);
  if (irregular !== undefined) return irregular;
  if (!/^\p{Ll}{3,}s$/u.test(word) || word.endsWith("ss") || ownPlurals.has(word)) return word;
  const { lemma, partOfSpeech } = readAfter("the", word);
  const isRegular =
    lemma.length < word.length && word.startsWith(lemma.slice(0, Math.max(2, lemma.length - 2)));
  if (!isRegular || !["NOUN", "VERB"].includes(partOfSpeech)) return word;
  // "shorts", "solids", "whites": the singular is an adjective first.
  return readAfter("", lemma).partOfSpeech === "ADJ" ? word : lemma;
});

/** The base of a verb's -ing form, "walk" of "walking"; undefined when the word is no such form. */
export const baseOfIngForm = remembered((word): string | undefined => {
  if (!/^\p{Ll}{2,}ing$/u.test(word)) return undefined;
  const { lemma, partOfSpeech } = readAfter("she is", word);
  const isVerb = partOfSpeech === "VERB" || partOfSpeech === "AUX";
  if (isVerb && lemma.length < word.length - 1) return lemma;
  // "relaxing" and "sewing" count as adjective and noun, but come from words that are only verbs.
  const stem = word.slice(0, -"ing".length);
  return [stem, `${stem}e`].find(isOnlyVerb);
});

/** True of a word that is nothing but a verb: "protect", not "clean", "train" or "water". */
export const isOnlyVerb = remembered(
  (word) =>
    rarelyNouns.has(word) ||
    (/^\p{Ll}+$/u.test(word) &&
      readAfter("", word).partOfSpeech === "VERB" &&
      readAfter("the", word).partOfSpeech === "VERB"),
);

function readAfter(context: string, word: string): TaggedWord {
  return lastWordOf(`${context} ${word}`.trim()) ?? { lemma: word, partOfSpeech: "X" };
}

/** Words come back again and again; titles bring new ones without end, so the memory is bounded. */
function remembered<Result>(read: (word: string) => Result): (word: string) => Result {
  const known = new Map<string, Result>();
  return (word) => {
    const found = known.get(word);
    if (found !== undefined || known.has(word)) return found as Result;
    if (known.size >= 50_000) known.clear();
    const result = read(word);
    known.set(word, result);
    return result;
  };
}
