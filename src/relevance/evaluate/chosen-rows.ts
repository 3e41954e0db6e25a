import type { Comparison } from "../comparison/comparison.ts";
import { simpleRows } from "../comparison/simple-rows.ts";
import type { Blend } from "./blended-rows.ts";
import { pilotOf, requirePilot, wayOf } from "./pilot-of.ts";
import { controlledRow } from "./row-learners.ts";

/** What learns nothing, what the positive control is given to, and the baseline that all others are held against. */
const always: readonly string[] = [...simpleRows, controlledRow, "lexical"];

/** Learnt in seconds: where no tuned rows are wanted, none is learnt to tell what could be found. */
const cheapPilots: readonly (readonly string[])[] = [
  ["cross-encoder/fixed"],
  ["cross-encoder/fixed", "query-only"],
];

/**
 * The rows of an evaluation that is of some rows alone: what is wanted, what is always there, both rows of the endpoint, those that tell what
 * could be found of it, and what blends among them are made of.
 *
 * @param rows ids of all that there could be
 * @param wanted ids, each of them in `rows`
 * @returns in the order of `rows`
 */
export function chosenRows(
  rows: readonly string[],
  wanted: readonly string[],
  endpoint: Comparison,
  blends: readonly Pick<Blend, "id" | "of">[],
): readonly string[] {
  const withParts = (ids: readonly string[]): ReadonlySet<string> =>
    new Set(ids.flatMap((id) => [id, ...(blends.find((blend) => blend.id === id)?.of ?? [])]));
  const asked = withParts([...always, ...wanted, endpoint.of, endpoint.against]);
  const way = wayOf(endpoint.of);
  const piloting = [[], ...cheapPilots]
    .map((cheap) => new Set([...asked, way, `${way}+sibling`, ...cheap]))
    .map((ids) => rows.filter((id) => ids.has(id)))
    .find((ids) => pilotOf(endpoint, ids) !== undefined);
  const pilot = requirePilot(endpoint, piloting ?? rows);
  const chosen = withParts([...asked, ...pilot]);
  return rows.filter((id) => chosen.has(id));
}
