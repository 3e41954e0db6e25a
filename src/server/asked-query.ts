import type { ServedGraph } from "../app/served-graph.ts";
import { type NormalisedQuery, normalisedQuery } from "../knowledge/asked-query.ts";
import { siteUnknown } from "./request-errors.ts";
import type { Services } from "./services.ts";

/** Site and locale as a request names them. */
export interface NamedMarket {
  readonly site?: string | undefined;
  readonly locale?: string | undefined;
}

/** Site and locale of a request, or those of the configuration. */
export const placeOf = (
  named: NamedMarket,
  defaults: Services["defaults"],
): Services["defaults"] => ({
  site: named.site ?? defaults.site,
  locale: named.locale ?? defaults.locale,
});

/**
 * The query of a request as it is looked up.
 * @throws CosmoError SITE_UNKNOWN
 */
export function askedQuery(
  { index }: Pick<ServedGraph, "index">,
  text: string,
  named: NamedMarket,
  defaults: Services["defaults"],
): NormalisedQuery {
  const market = placeOf(named, defaults);
  const { sites } = index.manifest;
  if (market.site !== defaults.site && !sites.includes(market.site)) {
    throw siteUnknown(market.site, sites);
  }
  return normalisedQuery({ text, ...market });
}
