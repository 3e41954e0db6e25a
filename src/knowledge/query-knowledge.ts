import { personalDataClass } from "../text/personal-data.ts";
import type { NormalisedQuery } from "./asked-query.ts";
import { type FoundQuery, findExactQuery, findQueryByForm, type QueryMatch } from "./find-query.ts";
import type { HeadPlace } from "./head-row.ts";
import { type Knowledge, type KnowledgeSource, knowledgeOfHead } from "./knowledge.ts";
import type { NearestQuery } from "./nearest-query.ts";

/** What is known of a query. */
export interface QueryKnowledge {
  readonly query: {
    /** As asked, normalised. */
    readonly text: string;
    /** Whether the graph has these very words as a query, be it without an edge. */
    readonly known: boolean;
  };
  readonly match: QueryMatch;
  /** The query whose knowledge this is, or the known one of which nothing is known; null with `none`. */
  readonly matched: {
    readonly id: string;
    readonly text: string;
    readonly cosine: number | null;
    /** The query that has its edges: of those that say the same in other words, one; else itself. */
    readonly countedAs: { readonly id: string; readonly text: string };
  } | null;
  /** Whether the next run is asked to find out more. */
  readonly queued: boolean;
  /** Edges that there are. */
  readonly total: number;
  readonly knowledge: readonly Knowledge[];
}

/** Where look-ups put the heads of which they lack knowledge. */
export interface Queue {
  /**
   * @param head its id: never words
   * @returns whether it is noted
   */
  add(head: string): boolean;
}

export interface QueryLookup extends KnowledgeSource {
  readonly nearest: NearestQuery | undefined;
  readonly queue: Queue;
}

/**
 * Looks for a query with an edge: by its words, then by their normal form, then by what it means. Where
 * there is none, a query that is known comes with nothing. Anything but its words with an edge is a miss,
 * and is queued, unless it holds personal data: no run will ever know such a query, and the hash of a number can be
 * guessed.
 */
export async function queryKnowledge(
  lookup: QueryLookup,
  query: NormalisedQuery,
  limit: number,
): Promise<QueryKnowledge> {
  const atHand = queryKnowledgeAtHand(lookup, query, limit);
  if (atHand !== undefined) return atHand;
  const near = await lookup.nearest?.find(query);
  return answer(lookup, query, near, findExactQuery(lookup.index, query), limit);
}

/** The same without waiting: undefined where the query has to be encoded first. */
export function queryKnowledgeAtHand(
  lookup: QueryLookup,
  query: NormalisedQuery,
  limit: number,
): QueryKnowledge | undefined {
  const { index, nearest } = lookup;
  const exact = findExactQuery(index, query);
  if (exact !== undefined && exact.place.edges > 0) {
    return answer(lookup, query, exact, exact, limit);
  }
  const alike = findQueryByForm(index, query);
  if (alike !== undefined || nearest === undefined) {
    return answer(lookup, query, alike, exact, limit);
  }
  const remembered = nearest.remembered(query);
  return remembered && answer(lookup, query, remembered.found, exact, limit);
}

/**
 * @param best the query with an edge that was found
 * @param exact the query of the same words, if it is known
 */
function answer(
  lookup: QueryLookup,
  query: NormalisedQuery,
  best: FoundQuery | undefined,
  exact: FoundQuery | undefined,
  limit: number,
): QueryKnowledge {
  const asked = { text: query.text, known: exact !== undefined };
  const found = best ?? exact;
  const isHit = found?.match === "exact" && found.place.edges > 0;
  const isAsked = !isHit && query.text !== "" && personalDataClass(query.text) === "none";
  const queued = isAsked && lookup.queue.add(query.id);
  if (found === undefined) {
    return { query: asked, match: "none", matched: null, queued, total: 0, knowledge: [] };
  }
  const { match, place, cosine } = found;
  const matched = matchedOf(lookup, query, found);
  return {
    query: asked,
    match,
    matched: { ...matched, cosine, countedAs: countedAsOf(lookup, matched, place) },
    queued,
    total: place.edges,
    knowledge: place.edges === 0 ? [] : knowledgeOfHead(lookup, place.countedAs, limit),
  };
}

interface MatchedQuery {
  readonly id: string;
  readonly text: string;
}

function countedAsOf(
  { index }: QueryLookup,
  matched: MatchedQuery,
  { number, countedAs }: HeadPlace,
): MatchedQuery {
  if (countedAs === number) return matched;
  const { id, words } = index.head(countedAs);
  return { id, text: words };
}

function matchedOf(
  { index }: QueryLookup,
  query: NormalisedQuery,
  { match, place }: FoundQuery,
): MatchedQuery {
  // Its own words: they need not be looked up.
  if (match === "exact") return { id: query.id, text: query.text };
  const { id, words } = index.head(place.number);
  return { id, text: words };
}
