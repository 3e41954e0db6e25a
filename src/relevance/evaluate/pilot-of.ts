import type { Comparison } from "../comparison/comparison.ts";
import type { Pilot } from "../comparison/comparison-plan.ts";
import type { RelevanceRow } from "../comparison/relevance-row.ts";

/** Ways to predict that differ as two ways do, the most restless first. */
const unlike = [
  ["bi-encoder/tuned", "lexical"],
  ["cross-encoder/fixed", "lexical"],
  ["cross-encoder/fixed", "query-only"],
] as const;

/**
 * The rows by which it is told what can be found of an endpoint. What is asked about may not say it; but two ways to
 * predict are more unlike each other than one way that is told different things, so the two are as unlike as the endpoint's.
 *
 * @param rows that are there
 */
export function pilotOf({ of, against }: Comparison, rows: readonly RelevanceRow[]): Pilot {
  const way = wayOf(of);
  const alike = way === wayOf(against) ? ([[`${way}+sibling`, way]] as const) : [];
  for (const ids of [...alike, ...unlike]) {
    const [one, other] = ids.map((id) => rows.find((row) => row.id === id));
    const isAsked = ids.every((id) => id === of || id === against);
    if (!isAsked && one !== undefined && other !== undefined) return { of: one, against: other };
  }
  throw new RangeError(`no pilot for ${of} against ${against}`);
}

/** `lexical` of `lexical+knowledge`. */
const wayOf = (id: string): string => id.split("+")[0] ?? id;
