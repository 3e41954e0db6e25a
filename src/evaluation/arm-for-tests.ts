import type { Arm, ArmEdge, ArmHead } from "./arm.ts";

export const armHead = (id: string, details: Partial<ArmHead> = {}): ArmHead => ({
  id,
  kind: "product",
  words: `Title of ${id}`,
  type: null,
  inPairs: true,
  ...details,
});

/** An edge that is known by its head and tail; nodes are named by their tails. */
export const armEdge = (head: string, tail: string, details: Partial<ArmEdge> = {}): ArmEdge => ({
  id: `${head}/${tail}`,
  head,
  headKind: "product",
  relation: "usedFor",
  node: tail,
  tail,
  sentence: `People use it for ${tail}.`,
  score: 0.7,
  ...details,
});

/** An arm of 100 calls, with the heads of its edges. */
export const armOf = (
  name: string,
  edges: readonly ArmEdge[],
  details: Partial<Arm> = {},
): Arm => ({
  name,
  calls: 100,
  assertions: 1,
  edges,
  heads: [...new Set(edges.map(({ head }) => head))].map((head) => armHead(head)),
  ...details,
});
