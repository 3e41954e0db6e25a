import type { Behaviour } from "../domain/tables/pairs.ts";
import type { NormalisedQuery } from "./asked-query.ts";
import { findExactQuery, findQueryByForm } from "./find-query.ts";
import type { HeadPlace } from "./head-row.ts";
import { type Knowledge, type KnowledgeSource, knowledgeOf } from "./knowledge.ts";
import { findProduct } from "./product-knowledge.ts";

/** What is asserted of two heads, and what both are known for. */
export interface PairKnowledge {
  readonly behaviour: Behaviour;
  /** Null: nothing is asserted of the pair. */
  readonly pair: { readonly id: string } | null;
  readonly assertions: readonly PairAssertion[];
  /** Edges that both heads have, by relation and node, as the first head has them. */
  readonly shared: readonly Knowledge[];
}

export interface PairAssertion {
  readonly claim: string;
  readonly relation: string;
  readonly sentence: string;
  readonly intent: { readonly id: string; readonly wording: string };
  readonly plausibility: number | null;
  readonly typicality: number | null;
  readonly support: number;
}

export type AskedPair =
  | { readonly query: NormalisedQuery; readonly site: string; readonly product: string }
  | { readonly site: string; readonly product: string; readonly with: string };

/**
 * Assertions and shared edges, each `limit` at most. A query that is not known has none.
 * @throws CosmoError PRODUCT_UNKNOWN
 */
export function pairKnowledge(
  source: KnowledgeSource,
  asked: AskedPair,
  limit: number,
): PairKnowledge {
  const { index } = source;
  const product = findProduct(index, asked.site, asked.product);
  if ("with" in asked) {
    return between(source, "coBuy", product, findProduct(index, asked.site, asked.with), limit);
  }
  const found = findExactQuery(index, asked.query) ?? findQueryByForm(index, asked.query);
  if (found === undefined)
    return { behaviour: "searchBuy", pair: null, assertions: [], shared: [] };
  return between(source, "searchBuy", found.place, product, limit);
}

function between(
  source: KnowledgeSource,
  behaviour: Behaviour,
  one: HeadPlace,
  other: HeadPlace,
  limit: number,
): PairKnowledge {
  const { index, tell } = source;
  const pair = index.pair(one.countedAs, other.countedAs);
  const assertions = (pair?.assertions ?? []).slice(0, limit).map((row): PairAssertion => {
    const relation = index.relation(row.relation);
    const { id, wording } = index.node(row.node);
    const { claim, plausibility, typicality, support } = row;
    const sentence = tell(relation, wording);
    const intent = { id, wording };
    return { claim, relation, sentence, intent, plausibility, typicality, support };
  });
  const otherEdges = new Set(
    index.edges(other.countedAs, Number.POSITIVE_INFINITY).map(relationAndNode),
  );
  const shared = index
    .edges(one.countedAs, Number.POSITIVE_INFINITY)
    .filter((row) => otherEdges.has(relationAndNode(row)))
    .slice(0, limit)
    .map((row) => knowledgeOf(source, row));
  return { behaviour, pair: pair ? { id: pair.pair } : null, assertions, shared };
}

const relationAndNode = (row: { readonly relation: number; readonly node: number }): string =>
  `${row.relation} ${row.node}`;
