import type { EdgeRow } from "./edge-rows.ts";
import type { KnowledgeIndex } from "./open-index.ts";

/** One edge as it is served. */
export interface Knowledge {
  readonly edge: string;
  readonly relation: string;
  readonly sentence: string;
  readonly intent: { readonly id: string; readonly wording: string };
  /** 0 to 1; null while no critic has judged it. */
  readonly score: number | null;
  readonly typicality: number | null;
  /** Distinct pairs behind it; 0: it comes from product types or from what was said of the query itself. */
  readonly pairs: number;
  /** Product types behind it. */
  readonly types: number;
  readonly support: number;
  readonly evidence: number;
}

/** How a claim is told: relation and wording as a sentence. */
export type Tell = (relation: string, wording: string) => string;

/** What look-ups read: one version's index, and how its relations are told. */
export interface KnowledgeSource {
  readonly index: KnowledgeIndex;
  readonly tell: Tell;
}

export function knowledgeOf({ index, tell }: KnowledgeSource, row: EdgeRow): Knowledge {
  const relation = index.relation(row.relation);
  const { id, wording } = index.node(row.node);
  return {
    edge: row.edge,
    relation,
    sentence: tell(relation, wording),
    intent: { id, wording },
    score: row.score,
    typicality: row.typicality,
    pairs: row.pairs,
    types: row.types,
    support: row.support,
    evidence: row.evidence,
  };
}

/** The first edges of a head, best first. */
export const knowledgeOfHead = (
  source: KnowledgeSource,
  head: number,
  limit: number,
): readonly Knowledge[] => source.index.edges(head, limit).map((row) => knowledgeOf(source, row));
