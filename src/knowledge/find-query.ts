import { normalForm } from "../text/normal-form.ts";
import type { NormalisedQuery } from "./asked-query.ts";
import type { HeadPlace } from "./head-row.ts";
import type { KnowledgeIndex } from "./open-index.ts";

/** How a query that was asked for is known. */
export type QueryMatch = "exact" | "normalForm" | "embedding" | "none";

export interface FoundQuery {
  readonly match: Exclude<QueryMatch, "none">;
  readonly place: HeadPlace;
  /** Of a match by embedding; else null. */
  readonly cosine: number | null;
}

/** Finds a query by its own words, whether or not something is known of it. */
export function findExactQuery(
  index: KnowledgeIndex,
  query: NormalisedQuery,
): FoundQuery | undefined {
  const place = index.placeOf(query.id);
  return place && { match: "exact", place, cosine: null };
}

/** Finds the query with most edges whose words come to the same once articles and endings are gone. */
export function findQueryByForm(
  index: KnowledgeIndex,
  { text, site, locale }: NormalisedQuery,
): FoundQuery | undefined {
  if (text === "") return undefined;
  const place = index.placeOfForm(site, locale, normalForm(text));
  return place && { match: "normalForm", place, cosine: null };
}
