import type { Carrying } from "../answer-parts.ts";
import { shareOf } from "./numbers.ts";

/** Why what is true of a type stands at a product or query, or why it was held back. */
export function carryingWords(carried: Carrying | null, kind: "product" | "query"): string {
  if (carried === null) return `The last run says nothing of this ${kind} any more.`;
  const { decision, probability, reason } = carried;
  const share = `probability ${shareOf(probability)}`;
  if (decision === "carried") return `Carried to this ${kind}: ${share}.`;
  const why = reason === null ? "" : `, because: ${reason}`;
  return `Held back from this ${kind} as ${decision} (${share})${why}.`;
}
