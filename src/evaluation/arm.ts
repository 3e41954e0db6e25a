import type { Edge } from "../domain/tables/graph.ts";
import type { HeadKind } from "./head-counts.ts";

/** An edge of an arm's graph, as a person reads it. */
export interface ArmEdge extends Pick<Edge, "id" | "head" | "headKind" | "relation" | "node"> {
  /** The wording of the node. */
  readonly tail: string;
  readonly sentence: string;
  readonly score: number | null;
}

/** A product or query that has its own edges: of variants one. */
export interface ArmHead {
  readonly id: string;
  readonly kind: HeadKind;
  /** A title, or a query's text. */
  readonly words: string;
  /** What the product is; null where unknown, and of a query. */
  readonly type: string | null;
  /** Whether some pair has it. */
  readonly inPairs: boolean;
}

/** One of the ways to spend a number of calls, with the graph that came of it. */
export interface Arm {
  readonly name: string;
  /** Answers that a language model was asked for. */
  readonly calls: number;
  /** What was found true of a type or a pair: distinct in what it is asserted of, relation and node. */
  readonly assertions: number;
  readonly edges: readonly ArmEdge[];
  /** All there are, with edges or without. */
  readonly heads: readonly ArmHead[];
}

/** What hangs together: products of one type, which share what is true of it; another head is alone. */
export const unitOf = ({ id, type }: Pick<ArmHead, "id" | "type">): string =>
  type === null ? id : `type ${type.toLowerCase()}`;
