import type { Comparison } from "../comparison/comparison.ts";

/** Two ids: of what is compared, and against what. */
export type PilotRows = readonly [of: string, against: string];

/** Ways to predict that differ as two ways do, the most restless first. */
const unlike: readonly PilotRows[] = [
  ["bi-encoder/tuned", "lexical"],
  ["cross-encoder/tuned", "lexical"],
  ["cross-encoder/fixed", "lexical"],
  ["cross-encoder/fixed", "query-only"],
];

/**
 * The rows by which it is told what can be found of an endpoint. What is asked about may not say it; but two ways to
 * predict are more unlike each other than one way that is told different things, so the two are as unlike as the endpoint's.
 *
 * @param rows ids of those that there are
 * @returns undefined where none of them can
 */
export function pilotOf(
  { of, against }: Comparison,
  rows: readonly string[],
): PilotRows | undefined {
  const way = wayOf(of);
  const alike: readonly PilotRows[] = way === wayOf(against) ? [[`${way}+sibling`, way]] : [];
  return [...alike, ...unlike].find(
    (ids) =>
      ids.every((id) => rows.includes(id)) && !ids.every((id) => id === of || id === against),
  );
}

/** @throws RangeError where none of the rows can tell it */
export function requirePilot(endpoint: Comparison, rows: readonly string[]): PilotRows {
  const pilot = pilotOf(endpoint, rows);
  if (pilot === undefined) {
    throw new RangeError(`no pilot for ${endpoint.of} against ${endpoint.against}`);
  }
  return pilot;
}

/** `lexical` of `lexical+knowledge`. */
export const wayOf = (id: string): string => id.split("+")[0] ?? id;
