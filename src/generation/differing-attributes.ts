import { discoveries } from "../statistics/false-discovery.ts";
import { seededRandom } from "../statistics/random.ts";
import { contentWords, isMaker, type SaidTerm, saidTerms } from "./attribute-terms.ts";
import { contextDifference } from "./context-difference.ts";

/** A product of a type, with who bought it for what. */
export interface BoughtProduct {
  /** As `wordedProducts` gives them. */
  readonly words: string;
  /** In lower case; empty where it is not known. */
  readonly brand: string;
  /** After which it was bought. */
  readonly queries: readonly string[];
  /** Names of the types of what was bought with it. */
  readonly bought: readonly string[];
}

export interface DifferingAttribute {
  readonly attribute: string;
  /**
   * How much what those with it and those without it are bought for differs, as a Jensen-Shannon divergence in
   * natural logarithms, beyond what chance gives.
   */
  readonly excess: number;
  /** How often chance gives as much. */
  readonly probability: number;
}

/** What fewer have, or fewer lack, is not looked at. */
const fewestProducts = 3;
const leastShare = 0.05;
/** Of the attributes that are found, so many may be chance. */
const falseShare = 0.05;
/** However few were looked at. */
const greatestProbability = 0.01;
/** Dull attributes need but a few of them. */
const fewestDraws = 1999;

/**
 * So many draws that one attribute of so many can hold alone: the least probability that draws can give is one in as many,
 * and of the first of `tested` is asked that it is at most `falseShare / tested`.
 */
const drawsFor = (tested: number): number =>
  Math.max(fewestDraws, Math.ceil((tested + 1) / falseShare) - 1);

/**
 * Attributes that make a difference to who buys a type's products for what, the most telling first.
 *
 * The contexts of a product are the words of queries and the types of what was bought with it. Words of the type and of
 * the attribute are none: that “waterproof laptop bag” leads to waterproof ones tells nothing new. Nor is what a single
 * product has.
 */
export function differingAttributes(
  name: string,
  products: readonly BoughtProduct[],
  seed: number,
): readonly DifferingAttribute[] {
  const typeWords = new Set(contentWords(name));
  const contexts = products.map(({ queries, bought }) => [
    ...new Set([
      ...queries
        .flatMap(contentWords)
        .filter((word) => !typeWords.has(word))
        .map(queryContext),
      ...bought.map((type) => `type ${type}`),
    ]),
  ]);
  const terms = termsOf(name, products);
  const draws = drawsFor(terms.length);
  const tested = terms.map(({ term, places }) => ({
    attribute: term,
    ...contextDifference(
      numbered(contexts, new Set(contentWords(term).map(queryContext))),
      products.map((_, place) => places.has(place)),
      { random: seededRandom(seed, ...lettersOf(`${name}/${term}`)), draws },
    ),
  }));
  const likeliestLast = tested.toSorted((a, b) => a.probability - b.probability);
  const held = discoveries(
    likeliestLast.map(({ probability }) => Math.log(probability)),
    tested.length,
    falseShare,
  );
  return likeliestLast
    .slice(0, held)
    .filter(({ probability }) => probability <= greatestProbability)
    .toSorted((a, b) => b.excess - a.excess || (a.attribute < b.attribute ? -1 : 1));
}

const queryContext = (word: string): string => `query ${word}`;

/** As seeds: each attribute is dealt out by a stream of its own, whatever else is looked at. */
const lettersOf = (text: string): readonly number[] =>
  Array.from(text, (letter) => letter.codePointAt(0) ?? 0);

/** Contexts that several have as numbers from 0, without some. */
function numbered(
  contexts: readonly (readonly string[])[],
  without: ReadonlySet<string>,
): readonly (readonly number[])[] {
  const counts = new Map<string, number>();
  for (const context of contexts.flat()) counts.set(context, (counts.get(context) ?? 0) + 1);
  const numbers = new Map<string, number>();
  for (const [context, count] of counts) {
    if (count > 1 && !without.has(context)) numbers.set(context, numbers.size);
  }
  return contexts.map((own) => own.flatMap((context) => numbers.get(context) ?? []));
}

interface Term {
  readonly term: string;
  /** Of the products that have it. */
  readonly places: ReadonlySet<number>;
}

/** In order of their words, those that enough have and enough lack; of several of the same products the longest. */
function termsOf(name: string, products: readonly BoughtProduct[]): readonly Term[] {
  const fewest = Math.max(fewestProducts, Math.ceil(leastShare * products.length));
  const said = new Map<string, Map<number, SaidTerm>>();
  for (const [place, product] of products.entries()) {
    for (const one of saidTerms(product, name)) {
      const known = said.get(one.term) ?? new Map();
      said.set(one.term, known.set(place, one));
    }
  }
  const byPlaces = new Map<string, Term>();
  for (const [term, ofProducts] of said) {
    if (Math.min(ofProducts.size, products.length - ofProducts.size) < fewest) continue;
    const unbranded = [...ofProducts].filter(([place]) => products[place]?.brand === "");
    if (isMaker(unbranded.map(([, { beginning }]) => beginning))) continue;
    const key = [...ofProducts.keys()].join(" ");
    const known = byPlaces.get(key);
    if (known === undefined || isBefore(term, known.term)) {
      byPlaces.set(key, { term, places: new Set(ofProducts.keys()) });
    }
  }
  return [...byPlaces.values()].toSorted((a, b) => (a.term < b.term ? -1 : 1));
}

const isBefore = (term: string, other: string): boolean => {
  const words = term.split(" ").length - other.split(" ").length;
  return words > 0 || (words === 0 && term < other);
};
