import type { Arm, ArmEdge } from "./arm.ts";

/** Over how many heads the edges of a graph fan out. */
export interface FanOut {
  /** Heads that lead to the edge's node. */
  headsOf(edge: Pick<ArmEdge, "node">): number;
  /**
   * 1 to 10: where the edge stands among all edges by that number. Edges with the same number are in the same
   * decile, that of the middle of them, so that deciles need not be equally large.
   */
  decileOf(edge: Pick<ArmEdge, "node">): number;
  /** Whether more than a share of all heads of the edge's kind lead to its node. */
  isGeneric(edge: Pick<ArmEdge, "node" | "headKind">): boolean;
}

/** @param genericShare 0 to 1 */
export function fanOut(
  { edges, heads }: Pick<Arm, "edges" | "heads">,
  genericShare: number,
): FanOut {
  const headsOfNode = new Map<string, Set<string>>();
  const headsOfKind = new Map<string, Set<string>>();
  const add = (map: Map<string, Set<string>>, key: string, head: string): void => {
    const known = map.get(key);
    if (known === undefined) map.set(key, new Set([head]));
    else known.add(head);
  };
  for (const { node, head, headKind } of edges) {
    add(headsOfNode, node, head);
    add(headsOfKind, `${headKind}\u001f${node}`, head);
  }
  const headsOf: FanOut["headsOf"] = ({ node }) => headsOfNode.get(node)?.size ?? 0;
  const edgesBy = Map.groupBy(edges, headsOf);
  const decileBy = new Map<number, number>();
  let below = 0;
  for (const number of [...edgesBy.keys()].toSorted((a, b) => a - b)) {
    const own = edgesBy.get(number)?.length ?? 0;
    decileBy.set(number, Math.floor((10 * (below + own / 2)) / edges.length) + 1);
    below += own;
  }
  const kinds = Map.groupBy(heads, ({ kind }) => kind);
  return {
    headsOf,
    decileOf: (edge) => decileBy.get(headsOf(edge)) ?? 1,
    isGeneric({ node, headKind }) {
      const own = headsOfKind.get(`${headKind}\u001f${node}`)?.size ?? 0;
      return own > genericShare * (kinds.get(headKind)?.length ?? 0);
    },
  };
}
