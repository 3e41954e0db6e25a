import { labelsSeen } from "../knowledge/knowledge.ts";
import type { LeakInput } from "./leak.ts";

/** Tells the evaluated query that another one says nearly the same as. */
export type EvaluatedQueryLike = (query: string) => string | undefined;

/** Groups all queries that a leak could come from at once: which are near-duplicates hangs on all of them. */
export function evaluatedQueries(input: LeakInput): EvaluatedQueryLike {
  const tuned = input.tuned.flatMap(({ saw }) => saw);
  const queries = [
    ...new Set([
      ...[...input.evaluated, ...input.training, ...labelsSeen(input.knowledge), ...tuned].map(
        ({ query }) => query,
      ),
      ...input.others.flatMap((other) => other.queries),
    ]),
  ].toSorted();
  const groups = new Map(input.groupsOf(queries).map((group, at) => [queries[at] ?? "", group]));
  const evaluated = new Map(input.evaluated.map(({ query }) => [groups.get(query), query]));
  return (query) => evaluated.get(groups.get(query));
}
