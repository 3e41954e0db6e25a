import type { Edge } from "../domain/tables/graph.ts";
import type { FactMatcher } from "./fact-matcher.ts";
import type { HeadFacts } from "./head-facts.ts";

export type HeadKind = Edge["headKind"];

/** An edge of a graph with the wording of its node. */
export interface JudgedEdge extends Pick<Edge, "head" | "headKind" | "relation"> {
  readonly tail: string;
}

export interface ReportHead {
  readonly id: string;
  readonly kind: HeadKind;
  /** Whether a model was asked about it, so that a graph could know it. */
  readonly asked: boolean;
}

/** What the graph says of one head, held against the truth. */
export interface HeadCounts {
  readonly head: string;
  readonly kind: HeadKind;
  /** Null: the head has edges, but is none of those that were counted as the shop's. */
  readonly asked: boolean | null;
  readonly edges: number;
  /** Edges that state a fact of the head. */
  readonly trueEdges: number;
  readonly facts: number;
  /** Facts that some edge states. */
  readonly statedFacts: number;
}

export interface HeadCountsInput {
  readonly edges: Iterable<JudgedEdge>;
  /** All heads of the shop, each once. */
  readonly heads: Iterable<ReportHead>;
  readonly facts: HeadFacts;
  readonly matcher: FactMatcher;
}

/**
 * Holds each edge against every fact of its head, in order of head id. The edges of a head without
 * facts are untrue: nobody has a need behind them.
 */
export async function headCounts(
  { edges, heads, facts, matcher }: HeadCountsInput,
  signal: AbortSignal,
): Promise<readonly HeadCounts[]> {
  const edgesOf = Map.groupBy(edges, ({ head }) => head);
  const all = new Map<string, Pick<HeadCounts, "kind" | "asked">>();
  for (const [head, [edge]] of edgesOf) {
    if (edge !== undefined) all.set(head, { kind: edge.headKind, asked: null });
  }
  for (const { id, kind, asked } of heads) all.set(id, { kind, asked });

  const texts = new Set<string>();
  for (const [head, own] of edgesOf) {
    const ofHead = facts.of(head);
    if (ofHead.length === 0) continue;
    for (const { tail } of own) texts.add(tail);
    for (const { tails } of ofHead) for (const tail of tails) texts.add(tail);
  }
  await matcher.prepare(texts, signal);

  return [...all]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([head, { kind, asked }]) => {
      signal.throwIfAborted();
      const own = edgesOf.get(head) ?? [];
      const ofHead = facts.of(head);
      const trueEdges = new Set<JudgedEdge>();
      const statedFacts = ofHead.filter((fact) => {
        const stating = own.filter(({ tail, relation }) => matcher.states(tail, relation, fact));
        for (const edge of stating) trueEdges.add(edge);
        return stating.length > 0;
      });
      return {
        head,
        kind,
        asked,
        edges: own.length,
        trueEdges: trueEdges.size,
        facts: ofHead.length,
        statedFacts: statedFacts.length,
      };
    });
}
