import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { type Distribution, distributionOf, shareOf } from "./distribution.ts";
import { sessionsOf } from "./session-figures.ts";

export interface SearchFigures {
  readonly searches: number;
  readonly queryWords: QueryWords;
  /** Different results clicked. */
  readonly clicks: Distribution;
  readonly shareWithoutClick: number | null;
  /** Searches with another one behind them in the same session, in other words. */
  readonly shareReformulated: number | null;
  /** The same, of the searches without a click. */
  readonly shareReformulatedWithoutClick: number | null;
  readonly clickRateByPosition: readonly {
    readonly position: number;
    readonly impressions: number;
    readonly clicks: number;
    readonly rate: number;
  }[];
}

interface QueryWords {
  /** Every different query once. */
  readonly distinct: Distribution;
  /** A query as often as it was typed. */
  readonly typed: Distribution;
}

/** Result lists are looked at down to here. */
const lastPosition = 30;

export function searchFigures(events: readonly ShopEvent[]): SearchFigures {
  const searches = events.filter(({ kind }) => kind === "search");
  const clicked = new Map<string, Set<string>>();
  for (const { kind, queryId, product } of events) {
    if (kind !== "click" || queryId === null || product === null) continue;
    clicked.set(queryId, (clicked.get(queryId) ?? new Set()).add(product));
  }
  const clicksOf = ({ queryId }: ShopEvent): number => clicked.get(queryId ?? "")?.size ?? 0;
  const reformulated = reformulatedSearches(events);
  const unanswered = searches.filter((search) => clicksOf(search) === 0);
  return {
    searches: searches.length,
    queryWords: queryWords(searches.map(({ query }) => query ?? "")),
    clicks: distributionOf(searches.map(clicksOf), 10),
    shareWithoutClick: shareOf(unanswered.length, searches.length),
    shareReformulated: shareOf(reformulated.size, searches.length),
    shareReformulatedWithoutClick: shareOf(
      unanswered.filter((search) => reformulated.has(search)).length,
      unanswered.length,
    ),
    clickRateByPosition: clickRates(events, clicked),
  };
}

/** Words of queries, by their spaces. */
export function queryWords(queries: readonly string[]): QueryWords {
  const wordsOf = (query: string): number => query.split(/\s+/).filter(Boolean).length;
  return {
    distinct: distributionOf([...new Set(queries)].map(wordsOf), 10),
    typed: distributionOf(queries.map(wordsOf), 10),
  };
}

function reformulatedSearches(events: readonly ShopEvent[]): ReadonlySet<ShopEvent> {
  const reformulated = new Set<ShopEvent>();
  for (const members of sessionsOf(events).values()) {
    const searches = members.filter(({ kind }) => kind === "search");
    for (const [index, search] of searches.entries()) {
      const next = searches[index + 1];
      if (next !== undefined && next.query !== search.query) reformulated.add(search);
    }
  }
  return reformulated;
}

/** Of the results shown at a position, the share that was clicked; a click on what was not shown counts for nothing. */
function clickRates(
  events: readonly ShopEvent[],
  clicked: ReadonlyMap<string, ReadonlySet<string>>,
): SearchFigures["clickRateByPosition"] {
  const byPosition = new Map<number, { impressions: number; clicks: number }>();
  for (const { kind, queryId, product, position } of events) {
    if (kind !== "impression" || position === null || position > lastPosition) continue;
    const counts = byPosition.get(position) ?? { impressions: 0, clicks: 0 };
    counts.impressions += 1;
    if (clicked.get(queryId ?? "")?.has(product ?? "")) counts.clicks += 1;
    byPosition.set(position, counts);
  }
  return [...byPosition]
    .map(([position, { impressions, clicks }]) => ({
      ...{ position, impressions, clicks },
      rate: clicks / impressions,
    }))
    .toSorted((a, b) => a.position - b.position);
}
