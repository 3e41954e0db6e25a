import type { Store } from "../artifact/store.ts";
import { datasetOfRows } from "../artifact/store-for-tests.ts";
import { edgeId } from "../domain/ids.ts";
import {
  type Alias,
  type Assertion,
  aliases,
  assertions,
  type Edge,
  edges,
  type GraphHead,
  type GraphNode,
  heads,
  nodes,
} from "../domain/tables/graph.ts";
import type { GraphVersion } from "./graph-version.ts";

/** The rows of a version, table by table. */
export interface GraphRows {
  readonly nodes: readonly GraphNode[];
  readonly aliases: readonly Alias[];
  readonly assertions: readonly Assertion[];
  readonly edges: readonly Edge[];
  readonly heads: readonly GraphHead[];
}

const seen = { firstSeen: 1, lastSeen: 2 };

export const assertionTo = (node: string, claim: string): Assertion => ({
  claim,
  scope: "pair",
  type: null,
  attribute: null,
  behaviour: "coBuy",
  pair: "pair_1",
  headA: "default/lamp",
  headB: "default/tent",
  relation: "usedFor",
  node,
  support: 1,
  pairCount: 1,
  plausibility: null,
  typicality: null,
  ...seen,
});

export const edgeFrom = (head: string, node: string, details: Partial<Edge> = {}): Edge => ({
  id: edgeId(head, "usedFor", node),
  headKind: "product",
  head,
  relation: "usedFor",
  node,
  pairs: 1,
  types: 0,
  support: 1,
  evidence: 1,
  score: null,
  typicality: null,
  policyClass: null,
  byMonth: {},
  ...seen,
  ...details,
});

export const headOf = (id: string, details: Partial<GraphHead> = {}): GraphHead => ({
  id,
  kind: "product",
  site: "default",
  locale: "en-US",
  words: id,
  sku: id,
  productType: null,
  domain: "Others",
  countedAs: id,
  ...details,
});

export const aliasOf = (surface: string, node: string): Alias => ({
  surface,
  node,
  normalForm: surface,
  by: "test",
  since: 1,
});

export async function tablesOf(store: Store, rows: GraphRows): Promise<GraphVersion["tables"]> {
  return {
    nodes: await datasetOfRows(store, nodes, rows.nodes),
    aliases: await datasetOfRows(store, aliases, rows.aliases),
    assertions: await datasetOfRows(store, assertions, rows.assertions),
    edges: await datasetOfRows(store, edges, rows.edges),
    heads: await datasetOfRows(store, heads, rows.heads),
  };
}
