import { queryId } from "../domain/ids.ts";
import { normaliseQuery } from "../text/normalise.ts";

/** A query as a caller asks for it, with the site and locale that hold where it names none. */
export interface AskedQuery {
  readonly text: string;
  readonly site: string;
  readonly locale: string;
}

/** The same, normalised, with the id that it has or would have. */
export interface NormalisedQuery extends AskedQuery {
  readonly id: string;
}

export function normalisedQuery({ text, site, locale }: AskedQuery): NormalisedQuery {
  const normalised = normaliseQuery(text);
  return { text: normalised, site, locale, id: queryId(site, locale, normalised) };
}
