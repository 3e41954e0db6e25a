import type { Judgement } from "../../domain/tables/judgements.ts";
import { connectedGroups } from "../../statistics/connected-groups.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { queryLinks } from "./query-links.ts";

/**
 * The group of each judgement by its query, in the order given: a query and its near-duplicates, directly or over others, have one.
 *
 * @example queryGroups(judgements) // ["air filter", "air filter", "dome tent", …]
 */
export function queryGroups(
  judgements: readonly Pick<Judgement, "query" | "locale" | "title">[],
): readonly string[] {
  const groupOf = connectedGroups(queryLinks(judgements));
  return judgements.map(({ query }) => groupOf(normaliseQuery(query)));
}

/** The group of each judgement by its product, in the order given: those of one sku or of one title have one. */
export function productGroups(
  judgements: readonly Pick<Judgement, "site" | "sku" | "title">[],
): readonly string[] {
  const namesOf = ({ site, sku, title }: Pick<Judgement, "site" | "sku" | "title">) => [
    ...(sku === null ? [] : [`sku ${site}/${sku}`]),
    ...(title === null ? [] : [`title ${normaliseQuery(title)}`]),
  ];
  const groupOf = connectedGroups(
    Iterator.from(judgements).flatMap((judgement) => {
      const [one, other] = namesOf(judgement);
      return one === undefined || other === undefined ? [] : [[one, other] as const];
    }),
  );
  return judgements.map((judgement) => groupOf(namesOf(judgement)[0] ?? ""));
}
