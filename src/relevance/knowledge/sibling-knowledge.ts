import type { JudgementKnowledge, PiecesOf, QueryAndProduct } from "./knowledge.ts";
import { type NearestInLength, nearestInLength } from "./nearest-in-length.ts";
import { lengthOf, ofSameLength, type TokensOf } from "./same-length.ts";

/** Of the nearest queries that will do, so many are looked at for one of like length. */
const neighboursLookedAt = 10;

export interface SiblingJudgement extends QueryAndProduct {
  readonly id: string;
}

/** What says who is a sibling of whom. */
export interface SiblingOptions {
  readonly seed: number;
  readonly piecesOf: PiecesOf;
  readonly tokensOf: TokensOf;
  /** Queries that say nearly the same have the same one. */
  readonly queryGroupOf: (query: string) => string;
  /** Products that are nearly the same, such as colours and sizes of one, have the same one. */
  readonly productGroupOf: (product: string) => string;
  /** Undefined where it is not known: such products are taken for one type. */
  readonly typeOf: (product: string) => string | undefined;
  /** Other queries, the nearest first. */
  readonly neighboursOf: (query: string) => readonly string[];
}

/** Whose knowledge a judgement was given; null where there was none to give. */
export interface SiblingSource {
  readonly query: string | null;
  readonly product: string | null;
}

export interface SiblingKnowledge {
  /** In the order of the judgements. */
  readonly knowledge: readonly JudgementKnowledge[];
  readonly sources: readonly SiblingSource[];
  /** How many judgements have that of a product of another type, since their own has no other with knowledge. */
  readonly ofOtherType: number;
  /** How many have that of a query that is no neighbour, since none of those has knowledge. */
  readonly ofNoNeighbour: number;
  /** How many have knowledge, and nobody's to stand for it: with these true and sibling differ in length. */
  readonly lacking: number;
}

/**
 * The control beside true knowledge: that of another product of the same type, and that of a neighbouring query, in as
 * many pieces of the same length (`ofSameLength`). Nearest in tokens, drawn by the seed among equals. Never of a query
 * of the judgement's own group, nor of its own product's group or a product judged for its own query's group: what is
 * relevant to the query may well be right about it.
 */
export function siblingKnowledge(
  judgements: readonly SiblingJudgement[],
  options: SiblingOptions,
): SiblingKnowledge {
  const productOf = productSiblings(judgements, options);
  const queryOf = querySiblings(judgements, options);
  const { piecesOf, tokensOf } = options;
  const counts = { ofOtherType: 0, ofNoNeighbour: 0, lacking: 0 };
  const sources: SiblingSource[] = [];
  const knowledge = judgements.map((judgement): JudgementKnowledge => {
    const standIn = (kind: "query" | "product", find: typeof productOf) => {
      const lengths = piecesOf(kind, judgement[kind]).map((text) => tokensOf(text).length);
      const wanted = lengths.reduce((sum, length) => sum + length, 0);
      if (wanted === 0) return { source: null, texts: [], fell: false, lacks: false };
      const { source, fell } = find(judgement, wanted);
      if (source === undefined) return { source: null, texts: [], fell: false, lacks: true };
      const texts = ofSameLength(piecesOf(kind, source), lengths, tokensOf);
      return { source, texts, fell, lacks: false };
    };
    const [query, product] = [standIn("query", queryOf), standIn("product", productOf)];
    counts.ofNoNeighbour += query.fell ? 1 : 0;
    counts.ofOtherType += product.fell ? 1 : 0;
    counts.lacking += query.lacks || product.lacks ? 1 : 0;
    sources.push({ query: query.source, product: product.source });
    return { query: query.texts, product: product.texts };
  });
  return { knowledge, sources, ...counts };
}

/** A sibling, and whether it is one of those that are taken for want of a better one. */
type FindSibling = (
  judgement: SiblingJudgement,
  wanted: number,
) => { readonly source: string | undefined; readonly fell: boolean };

function productSiblings(
  judgements: readonly SiblingJudgement[],
  { seed, piecesOf, tokensOf, queryGroupOf, productGroupOf, typeOf }: SiblingOptions,
): FindSibling {
  const lengths = lengthsOf((product) => lengthOf(piecesOf("product", product), tokensOf));
  const products = [...new Set(judgements.map(({ product }) => product))].filter(
    (product) => lengths(product) > 0,
  );
  const ofType = new Map<string | undefined, NearestInLength>();
  for (const [type, own] of Map.groupBy(products, typeOf)) {
    ofType.set(type, nearestInLength(own, lengths, seed));
  }
  const ofAny = nearestInLength(products, lengths, seed);
  const judged = new Map<string, Set<string>>();
  for (const { query, product } of judgements) {
    const group = queryGroupOf(query);
    const own = judged.get(group) ?? new Set();
    judged.set(group, own.add(productGroupOf(product)));
  }
  return ({ id, query, product }, wanted) => {
    const taken = judged.get(queryGroupOf(query));
    const willDo = (other: string): boolean => taken?.has(productGroupOf(other)) !== true;
    const source = ofType.get(typeOf(product))?.(id, wanted, willDo);
    return source === undefined ? withFall(ofAny(id, wanted, willDo)) : { source, fell: false };
  };
}

function querySiblings(
  judgements: readonly SiblingJudgement[],
  { seed, piecesOf, tokensOf, queryGroupOf, neighboursOf }: SiblingOptions,
): FindSibling {
  const lengths = lengthsOf((query) => lengthOf(piecesOf("query", query), tokensOf));
  const queries = judgements.map(({ query }) => query).filter((query) => lengths(query) > 0);
  const ofAny = nearestInLength(queries, lengths, seed);
  return ({ id, query }, wanted) => {
    const group = queryGroupOf(query);
    const willDo = (other: string): boolean => queryGroupOf(other) !== group;
    const [source] = neighboursOf(query)
      .filter((other) => willDo(other) && lengths(other) > 0)
      .slice(0, neighboursLookedAt)
      .toSorted((a, b) => Math.abs(lengths(a) - wanted) - Math.abs(lengths(b) - wanted));
    return source === undefined ? withFall(ofAny(id, wanted, willDo)) : { source, fell: false };
  };
}

const withFall = (source: string | undefined) => ({ source, fell: source !== undefined });

/** Each is measured once. */
function lengthsOf(measure: (thing: string) => number): (thing: string) => number {
  const known = new Map<string, number>();
  return (thing) => {
    const length = known.get(thing) ?? measure(thing);
    known.set(thing, length);
    return length;
  };
}
