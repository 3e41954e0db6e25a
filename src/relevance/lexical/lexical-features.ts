import { brandMatch, brandOf, type KnownBrands, knownBrands } from "./brand-match.ts";
import { colourMatch } from "./colour-match.ts";
import { headNoun, namingWords } from "./head-noun.ts";
import { type JudgedWords, queryAndTitle } from "./judged-words.ts";
import { greatestLikeness, meanLikeness, trigrams } from "./letter-likeness.ts";
import { numberMatch } from "./number-match.ts";
import { readProduct } from "./read-product.ts";
import { readWords } from "./read-words.ts";
import { wordOrder } from "./word-order.ts";
import { dice, heaviestOutside, shareIn, weightIn } from "./word-overlap.ts";
import {
  bm25Share,
  countWords,
  type WordCounts,
  type WordWeights,
  wordWeights,
} from "./word-weights.ts";

/** Turns pairs into rows. It was fitted on training pairs, and on these alone. */
export interface LexicalFeatures {
  /** What the columns are. */
  readonly columns: readonly string[];
  /** NaN: not known, or nothing to tell. */
  rowOf(pair: JudgedWords): Float64Array;
}

/** What is counted in training pairs: all that features are made of beside a pair, which JSON keeps as it is. */
export interface LexicalCounts {
  /** By titles. */
  readonly titles: WordCounts;
  /** By all that is said of a product; null: nothing but a title is, and no feature looks at more. */
  readonly bodies: WordCounts | null;
  readonly brands: readonly (readonly [
    firstWord: string,
    brands: readonly (readonly string[])[],
  ])[];
}

interface Counted {
  /** By titles. */
  readonly weights: WordWeights;
  /** By all that is said of a product. */
  readonly bodyWeights: WordWeights | null;
  readonly brands: KnownBrands;
}

/**
 * Features of what a query and a product's texts have in common, for a learner of rows. How much a word tells,
 * and which brands there are, is counted in these pairs: give those of the training side alone.
 *
 * @throws RangeError where there are no pairs
 * @example
 * const features = fitLexicalFeatures(training);
 * const rows = training.map(features.rowOf);
 */
export const fitLexicalFeatures = (training: readonly JudgedWords[]): LexicalFeatures =>
  lexicalFeatures(countLexical(training));

/** @throws RangeError where there are no pairs */
export function countLexical(training: readonly JudgedWords[]): LexicalCounts {
  if (training.length === 0) throw new RangeError("no training pairs");
  // Each product once, however many queries it was judged for.
  const products = new Map(training.map((pair) => [textOf(pair), pair])).values().toArray();
  const read = products.map(readProduct);
  return {
    titles: countWords(read.map(({ title }) => title)),
    bodies: countWords(read.map(({ body }) => body)),
    brands: [...knownBrands(read)],
  };
}

/** The same features by what was counted before. */
export function lexicalFeatures({ titles, bodies, brands }: LexicalCounts): LexicalFeatures {
  const counted: Counted = {
    weights: wordWeights(titles),
    bodyWeights: bodies && wordWeights(bodies),
    brands: new Map(brands),
  };
  // A query is mostly asked of product after product: to tag its words takes longer than the rest.
  let last = readQuery(nothing.query);
  return {
    columns: Object.keys(featuresOf(nothing, last, counted)),
    rowOf(pair) {
      if (pair.query !== last.text) last = readQuery(pair.query);
      return Float64Array.from(Object.values(featuresOf(pair, last, counted)));
    },
  };
}

interface ReadQuery {
  readonly text: string;
  readonly words: readonly string[];
  readonly pieces: ReadonlySet<string>;
  readonly head: string | undefined;
}

function readQuery(text: string): ReadQuery {
  const words = readWords(text);
  return { text, words, pieces: trigrams(words), head: headNoun(text) };
}

/** Of which features have the same names as of any other pair. */
const nothing = queryAndTitle("", "");

const textOf = ({ title, description, bullets, brand, colour }: JudgedWords): string =>
  JSON.stringify([title, description, bullets, brand, colour]);

/** Always the same names in the same order by the same counts. */
function featuresOf(
  pair: JudgedWords,
  { words: query, pieces: queryPieces, head }: ReadQuery,
  { weights, bodyWeights, brands }: Counted,
) {
  const product = readProduct(pair);
  const { title, body } = product;
  const queryWords = new Set(query);
  const titleWords = new Set(title);
  const bodyWords = new Set(body);
  const order = wordOrder(query, title);
  const numbers = numberMatch(query, title);
  const brand = brandMatch(queryWords, brandOf(product), bodyWords, brands);
  const naming = namingWords(pair.title);
  const namingSet = new Set(naming);
  const titlePieces = trigrams(title);
  const headIn = (words: ReadonlySet<string>): number =>
    head === undefined ? Number.NaN : greatestLikeness(head, words);
  return {
    queryLength: query.length,
    titleLength: title.length,
    queryLetters: pair.query.length,
    queryInTitle: shareIn(queryWords, titleWords),
    queryWeightInTitle: weightIn(queryWords, titleWords, weights),
    titleInQuery: shareIn(titleWords, queryWords),
    titleWeightInQuery: weightIn(titleWords, queryWords, weights),
    dice: dice(queryWords, titleWords),
    heaviestNotInTitle: heaviestOutside(queryWords, titleWords, weights),
    heaviestInQuery: heaviestOutside(queryWords, new Set(), weights),
    titleBm25: bm25Share(queryWords, title, weights),
    ...(bodyWeights !== null && {
      bodyBm25: bm25Share(queryWords, body, bodyWeights),
      queryInBody: shareIn(queryWords, bodyWords),
      queryWeightInBody: weightIn(queryWords, bodyWords, bodyWeights),
      heaviestNotInBody: heaviestOutside(queryWords, bodyWords, bodyWeights),
      queryInDescription: shareInText(queryWords, product.description),
      queryInBullets: shareInText(queryWords, product.bullets),
    }),
    likeness: meanLikeness(queryWords, titleWords),
    ...(bodyWeights !== null && { bodyLikeness: meanLikeness(queryWords, bodyWords) }),
    piecesInTitle: shareIn(queryPieces, titlePieces),
    piecesDice: dice(queryPieces, titlePieces),
    firstPlace: order.firstPlace,
    longestRun: order.longestRun,
    neighbours: order.neighbours,
    numbersMatched: numbers.matched,
    numbersContradicted: numbers.contradicted,
    colour: colourMatch(queryWords, bodyWords),
    brandNamed: brand.named,
    otherBrandNamed: brand.otherNamed,
    headInTitle: headIn(titleWords),
    headNamesThing: headIn(namingSet),
    headIsThing: headIn(new Set(naming.slice(-1))),
    queryInNaming: weightIn(queryWords, namingSet, weights),
    namingInQuery: weightIn(namingSet, queryWords, weights),
  };
}

const shareInText = (words: ReadonlySet<string>, text: readonly string[] | null): number =>
  text === null ? Number.NaN : shareIn(words, new Set(text));
