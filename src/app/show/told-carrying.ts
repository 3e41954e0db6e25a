import type { Entailment } from "../../domain/tables/entailments.ts";

/** What is known of a claim of a type, and of its way to one head. */
export interface ClaimOfType {
  readonly type: string;
  readonly votes: number;
  readonly plausibility: number | null;
  readonly headKind: Entailment["headKind"];
  /** Null: the last run says nothing of it. */
  readonly carried: Pick<Entailment, "decision" | "probability" | "reason"> | null;
}

/**
 * Why a claim of a type stands at a head, or why not, in one line: `true of the type “tent” (7 votes, plausibility 0.86),
 * carried to this product: probability 0.93`.
 */
export function toldCarrying({
  type,
  votes,
  plausibility,
  headKind,
  carried,
}: ClaimOfType): string {
  const judged = plausibility === null ? "" : `, plausibility ${plausibility.toFixed(2)}`;
  const ofType = `true of the type “${type}” (${votes} ${votes === 1 ? "vote" : "votes"}${judged})`;
  if (carried === null) return `${ofType}; the last run says nothing of this ${headKind}`;
  const { decision, reason } = carried;
  const probability = `probability ${carried.probability.toFixed(2)}`;
  if (decision === "carried") return `${ofType}, carried to this ${headKind}: ${probability}`;
  const why = reason === null ? "" : `, ${reason}`;
  return `${ofType}, held back from this ${headKind} as ${decision}: ${probability}${why}`;
}
