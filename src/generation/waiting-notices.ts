import { counted } from "../text/counted.ts";
import type { GenerationConfig, ScopeWork } from "./generation-work.ts";

/** Queries and pairs, as far as there are some: “3 queries and 1 pair”; empty where there are none. */
export const countedHeads = (queries: number, pairs: number): string =>
  [
    ...(queries > 0 ? [counted(queries, "queries")] : []),
    ...(pairs > 0 ? [counted(pairs, "pairs")] : []),
  ].join(" and ");

/** Which queries and pairs are not asked about as long as product types beyond the limit may explain them. */
export function waitingNotices(
  scopes: readonly ScopeWork[],
  {
    limitTypes,
    limitQueries,
    limitPairs,
  }: Pick<GenerationConfig, "limitTypes" | "limitQueries" | "limitPairs">,
): readonly string[] {
  const waitingIn = (scope: "query" | "pair"): number =>
    scopes.find(({ asked }) => asked === scope)?.waiting ?? 0;
  const waiting = countedHeads(waitingIn("query"), waitingIn("pair"));
  if (waiting === "") return [];
  const others = [
    ...(limitQueries === null ? [] : [`limit-queries (${limitQueries})`]),
    ...(limitPairs === null ? [] : [`limit-pairs (${limitPairs})`]),
  ];
  const asFarAs = others.length === 0 ? "" : `, as far as ${others.join(" and ")} allow`;
  return [
    `Not asked about as long as product types beyond limit-types (${limitTypes}) may explain them: ${waiting}. With a higher limit-types some are explained, and the others are asked about${asFarAs}.`,
  ];
}
