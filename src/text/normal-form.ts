import { normaliseQuery } from "./normalise.ts";
import { baseOfIngForm, isOnlyVerb, singularOf } from "./word-form.ts";
import { wordSet } from "./word-set.ts";

/** Raised when the normal form of any text changes: nodes hang on it. */
export const normalFormVersion = "normal-form@1";

const possessives = wordSet("my your his her their our its one's");
const articles = wordSet("a an the");
const objects = wordSet("it them him us you me yourself oneself myself themselves");
/** Words between things. What follows them is named, so that an article there says nothing. */
const connectives = wordSet(
  `about across after against along and around as at before behind below beneath beside between by
   during for from in inside into like near of off on onto or over per than through to toward towards
   under until upon via when while with within without`,
);
/** After these verbs an article can make another meaning: to make the bed, to make a bed. */
const lightVerbs = wordSet("be get give go have make put take");
/** What an article belongs to: "a few" is not "few", "the us" not "us", "my little pony" a name. */
const needsArticle = wordSet("few little us line la cappella lot");
/** After these "a" is a name: vitamin A. */
const named = wordSet("vitamin hepatitis type grade plan class group size series");

const isDeterminer = (word: string): boolean => articles.has(word) || possessives.has(word);

/**
 * What equal tails have in common, for nodes of the graph: lower case, no punctuation around, no
 * articles and possessives that say nothing, singular nouns, the base form of the leading verb. Texts
 * that may differ in meaning keep apart: "drying hair" is no "dry hair", "training shoes" are no
 * "train shoes". Pure, and its own normal form. Never empty for a text that is not blank.
 *
 * @example normalForm("Camping in the winter.") // "camping in winter"
 */
export function normalForm(text: string): string {
  const plain = normaliseQuery(text);
  const words = settled(wordsOf(plain));
  return words.length === 0 ? plain : words.join(" ");
}

/** Applies the rules until none applies: each takes words or letters away, so that this ends. */
function settled(words: readonly string[]): readonly string[] {
  for (let before = words; ; ) {
    const after = wordsOf(
      withoutArticles(withVerbBase(withoutLead(before)))
        .map(singularForm)
        .join(" "),
    );
    if (after.join(" ") === before.join(" ")) return after;
    before = after;
  }
}

/** Signs that carry meaning in front: $5, #1, -5, .5, @home. */
const openingSigns = /^(?:[^\p{L}\p{N}\p{Sc}\p{So}#@.+-]|[.+](?!\p{N})|-(?!\p{N}))+/u;
/** A quote behind a number is a unit: 6". What is not here may mean something: 50%, c++, 18+. */
const closingSigns = /(?:(?<!\p{N})["']|[.,;:!?…`~^*_|/\\=<>([{\-–—•·«»\s])+$/u;
const unopenedBrackets = /(?<=^[^([{]*)[)\]}]+$/u;

function wordsOf(plain: string): readonly string[] {
  return plain
    .replace(/(?<=\p{L})-(?=\p{L})/gu, " ")
    .replace(/, (?=(?:and|or) )/g, " ")
    .replace(/(?<=^| )&(?= |$)/g, "and")
    .replace(openingSigns, "")
    .replace(closingSigns, "")
    .replace(unopenedBrackets, "")
    .split(" ")
    .filter((word) => word !== "");
}

/** "to walk the dog", "in order to relax", "go camping": the verb alone. */
function withoutLead(words: readonly string[]): readonly string[] {
  const [first = "", second = "", third = ""] = words;
  if (first === "in" && second === "order" && third === "to") return words.slice(2);
  const isVerb = isOnlyVerb(second) || isDeterminer(third) || objects.has(third);
  if (first === "to" && isVerb) return words.slice(1);
  const isGoing = first === "go" || first === "going";
  return isGoing && baseOfIngForm(second) !== undefined ? words.slice(1) : words;
}

/** "walking the dog" is "walk the dog"; without a sign that it is a verb, "-ing" stays. */
function withVerbBase(words: readonly string[]): readonly string[] {
  const [first = "", second, ...rest] = words;
  const base = second === undefined ? undefined : baseOfIngForm(first);
  if (base === undefined || second === undefined) return words;
  const isVerb = isOnlyVerb(base) || isDeterminer(second) || objects.has(second);
  return isVerb ? [base, second, ...rest] : words;
}

/** An article goes where it says nothing: in front, after a connective, after a verb that is only one. */
function withoutArticles(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    const before = words[index - 1];
    if (!determines(word, before, words[index + 1])) return [word];
    if (before === undefined || connectives.has(before)) return [];
    if (index === 1 && isOnlyVerb(before) && !lightVerbs.has(before)) return [];
    return [possessives.has(word) ? "the" : word === "an" ? "a" : word];
  });
}

/** False of other words, of names ("vitamin a"), at the end ("for her") and of objects ("kiss her in"). */
function determines(word: string, before: string | undefined, after: string | undefined): boolean {
  if (!isDeterminer(word) || after === undefined) return false;
  if (before !== undefined && named.has(before)) return false;
  if (needsArticle.has(after) || connectives.has(after)) return false;
  return word !== "a" || !isDeterminer(after);
}

/** "children's" is "child": whether the owner is marked makes no other thing of it. */
function singularForm(word: string): string {
  const comma = word.endsWith(",") ? "," : "";
  const bare = comma === "" ? word : word.slice(0, -1);
  const owner = contracted.has(bare) ? undefined : /^(\p{L}{3,})'s?$/u.exec(bare)?.[1];
  return `${singularOf(owner ?? bare)}${comma}`;
}

const contracted = wordSet("that's let's what's who's here's there's she's how's where's one's");
