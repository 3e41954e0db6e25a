import { CosmoError } from "../../domain/cosmo-error.ts";
import { cosine } from "../../encoder/cosine.ts";
import { type Vectors, vectorOf } from "../../encoder/encode-texts.ts";
import { counted } from "../../text/counted.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import {
  type JudgementKnowledge,
  type KnowledgePiece,
  piecesByHead,
  presenceOnly,
  trueKnowledge,
} from "../knowledge/knowledge.ts";
import { wordTokens } from "../knowledge/same-length.ts";
import { type SiblingKnowledge, siblingKnowledge } from "../knowledge/sibling-knowledge.ts";
import type { PairPiece } from "../leaks/leak.ts";
import { headNoun } from "../lexical/head-noun.ts";
import { productGroups, queryGroups } from "../split/groups.ts";
import { type BesideOf, descriptionsOf, sentencesOf } from "./beside.ts";
import type { JudgedPair } from "./judged-pair.ts";

/** How much of a set has knowledge, and what its controls lack. */
export interface KnowledgeCoverage
  extends Pick<SiblingKnowledge, "ofOtherType" | "ofNoNeighbour" | "lacking"> {
  /** All that were given, those of a query and a product together too, which no row is shown. */
  readonly pieces: number;
  /** Judgements whose query has knowledge, whose product has, and of which neither has. */
  readonly ofQuery: number;
  readonly ofProduct: number;
  readonly ofNeither: number;
  /** Pieces of queries and products that are not judged. */
  readonly unused: number;
}

/** Knowledge of the judgements, and what stands in its place in the rows that control it. */
export interface GivenKnowledge {
  readonly truth: BesideOf;
  readonly sibling: BesideOf;
  readonly presence: BesideOf;
  readonly description: BesideOf;
  readonly coverage: KnowledgeCoverage;
}

export interface KnowledgeOptions {
  /** Of queries by their normalised words, and of products as `JudgedPair` names them. */
  readonly pieces: readonly (KnowledgePiece | PairPiece)[];
  /** Of all queries: who is a neighbour of whom. */
  readonly vectors: Vectors;
  readonly seed: number;
}

/** What of the pieces is of each judgement, and what stands for it in the controls. */
export function givenKnowledge(
  pairs: readonly JudgedPair[],
  { pieces: given, vectors, seed }: KnowledgeOptions,
): GivenKnowledge {
  const judged = pairs.map(({ id, query, product, words: { title } }) => ({
    ...{ id, product, query: normaliseQuery(query), title },
    ...{ site: "", locale: "en-US", sku: product },
  }));
  const pieces = given.filter(isOfHead);
  const isJudged = judgedHeads(pairs);
  const byQuery = queryGroups(judged);
  const byProduct = productGroups(judged);
  const piecesOf = piecesByHead(pieces);
  const truth = trueKnowledge(judged, piecesOf);
  const titles = new Map(pairs.map(({ product, words }) => [product, words.title]));
  const groupOfQuery = new Map(judged.map(({ query }, at) => [query, byQuery[at] ?? ""]));
  const groupOfProduct = new Map(judged.map(({ product }, at) => [product, byProduct[at] ?? ""]));
  const siblings = siblingKnowledge(judged, {
    ...{ seed, piecesOf, tokensOf: wordTokens },
    queryGroupOf: (query) => groupOfQuery.get(query) ?? query,
    productGroupOf: (product) => groupOfProduct.get(product) ?? product,
    typeOf: remembered((product) => headNoun(titles.get(product) ?? "")),
    neighboursOf: nearestQueries(pairs, vectors),
  });
  const { ofOtherType, ofNoNeighbour, lacking } = siblings;
  return {
    truth: sentencesOf(truth),
    sibling: sentencesOf(siblings.knowledge),
    presence: sentencesOf(presenceOnly(truth)),
    description: descriptionsOf(pairs, truth),
    coverage: {
      ...coverageOf(truth),
      ...{ pieces: given.length, ofOtherType, ofNoNeighbour, lacking },
      unused: given.filter(({ of }) => !isJudged(of)).length,
    },
  };
}

/**
 * Of knowledge that is of nothing judged, or of a query and a product together, every row would say what it says without.
 * @throws CosmoError KNOWLEDGE_FOREIGN
 */
export function requireKnowledge(
  pairs: readonly JudgedPair[],
  given: readonly (KnowledgePiece | PairPiece)[],
): void {
  const isJudged = judgedHeads(pairs);
  if (given.some((piece) => isOfHead(piece) && isJudged(piece.of))) return;
  const [judged] = pairs;
  const kinds = ["query", "product", "pair"] as const;
  const examples = kinds.flatMap((kind) => given.find(({ of }) => of.kind === kind)?.of ?? []);
  const told = examples.map(({ kind, id }) => `the ${kind} “${id}”`).join(", ");
  throw new CosmoError(
    "KNOWLEDGE_FOREIGN",
    `None of ${counted(given.length, "pieces")} of knowledge is of a query or of a product that is judged. Judged are queries such as “${normaliseQuery(judged?.query ?? "")}” and products such as “${judged?.product}”${told === "" ? "" : `, and knowledge is of ${told}`}.`,
    {
      hint: "Name queries, titles and skus as the judgements do. A sku is of a site, that of the judgements (--map site==NAME) and that of the knowledge; what is of a query and a product together is shown to no row.",
      exitCode: 2,
    },
  );
}

const isOfHead = (piece: KnowledgePiece | PairPiece): piece is KnowledgePiece =>
  piece.of.kind !== "pair";

/** Whether a query, a product or a pair of both is judged. */
function judgedHeads(
  pairs: readonly JudgedPair[],
): (of: (KnowledgePiece | PairPiece)["of"]) => boolean {
  const names = {
    query: new Set(pairs.map(({ query }) => normaliseQuery(query))),
    product: new Set(pairs.map(({ product }) => product)),
    pair: new Set(pairs.map(({ query, words }) => normaliseQuery(`${query} / ${words.title}`))),
  };
  return ({ kind, id }) => names[kind].has(kind === "pair" ? normaliseQuery(id) : id);
}

const coverageOf = (truth: readonly JudgementKnowledge[]) => ({
  ofQuery: truth.filter(({ query }) => query.length > 0).length,
  ofProduct: truth.filter(({ product }) => product.length > 0).length,
  ofNeither: truth.filter(({ query, product }) => query.length + product.length === 0).length,
});

/** So many are looked at for one of like length, some of which may be of the query's own group. */
const neighboursKept = 40;

/** Other queries by the cosine of their vectors, the nearest first. */
function nearestQueries(
  pairs: readonly JudgedPair[],
  vectors: Vectors,
): (query: string) => readonly string[] {
  const known = new Map(
    pairs.map(({ query }) => [normaliseQuery(query), vectorOf(query, vectors)]),
  );
  return remembered((query) => {
    const own = known.get(query);
    if (own === undefined) return [];
    return known
      .entries()
      .filter(([other]) => other !== query)
      .map(([other, vector]) => ({ other, likeness: cosine(own, vector) }))
      .toArray()
      .toSorted((a, b) => b.likeness - a.likeness || (a.other < b.other ? -1 : 1))
      .slice(0, neighboursKept)
      .map(({ other }) => other);
  });
}

function remembered<Value>(find: (key: string) => Value): (key: string) => Value {
  const found = new Map<string, Value>();
  return (key) => {
    if (!found.has(key)) found.set(key, find(key));
    return found.get(key) as Value;
  };
}
