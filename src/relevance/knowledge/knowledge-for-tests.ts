import type { KnowledgePiece, KnowledgeProvenance } from "./knowledge.ts";

/** Knowledge that saw no label. */
export const cleanProvenance: KnowledgeProvenance = {
  source: { kind: "graph", version: "graph_1" },
  prompts: [],
  saw: { prompts: [], fewShot: [], critic: [], thresholds: [] },
  dataSets: [],
};

export const pieceOf = (
  kind: "query" | "product",
  id: string,
  text: string,
  provenance = cleanProvenance,
): KnowledgePiece => ({ id: `${kind} ${id} ${text}`, of: { kind, id }, text, provenance });
