import type { Entailment } from "../domain/tables/entailments.ts";

/**
 * How likely a plausible claim about a type is true of one of its products or queries, where nothing else is
 * known: measured elsewhere, not of the shop at hand (docs/stages/entail.md).
 */
export const baseRate = 0.87;

/** What becomes of a claim at a head: what a word contradicts is not carried, and what is unsure neither. */
export function entailmentDecision(
  probability: number,
  threshold: number,
  contradiction: string | undefined,
): Pick<Entailment, "probability" | "decision" | "reason"> {
  if (contradiction !== undefined) {
    return { probability, decision: "contradicted", reason: contradiction };
  }
  if (probability > threshold) return { probability, decision: "carried", reason: null };
  return {
    probability,
    decision: "unsure",
    reason: `the probability ${probability} is not above ${threshold}`,
  };
}
