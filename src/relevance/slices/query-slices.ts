import type { Judgement } from "../../domain/tables/judgements.ts";
import { normaliseQuery } from "../../text/normalise.ts";
import { wordsOf } from "../../text/wording.ts";
import { isBroad } from "./broad-query.ts";
import { misspeltWords } from "./misspelt-words.ts";
import { rareQueries } from "./rare-queries.ts";

/** Every query is broad or specific; the others may come with it. */
export type QuerySlice = "broad" | "specific" | "rare" | "misspelt" | "with-numbers";

type Judged = Pick<Judgement, "query" | "locale" | "title">;

/** What is known of a query: how often it was judged says nothing. */
interface KnownQuery {
  readonly text: string;
  readonly locale: string;
  readonly titles: Set<string>;
}

/**
 * The slices of each judgement's query, in the order given. They are told by the words of queries and titles alone, never
 * by labels, and of all that is given: a part of it may have other ones that are rare.
 *
 * - `broad`: see `isBroad`; `specific`: not so
 * - `rare`: see `rareQueries`
 * - `misspelt`: has a word that `misspeltWords` finds
 * - `with-numbers`: has a digit, be it of a size, a count or a model
 */
export function querySlices(judgements: readonly Judged[]): readonly (readonly QuerySlice[])[] {
  const known = knownQueries(judgements);
  const queries = [...known.values()];
  const titles = new Set(queries.flatMap((query) => [...query.titles]));
  const misspelt = misspeltWords(queries, titles);
  const putRight = ({ text }: KnownQuery): string =>
    text.replace(/[\p{L}\p{M}]+/gu, (word) => misspelt.get(word) ?? word);
  const isRare = rareQueries(
    queries.map((query) => ({ text: putRight(query), titles: query.titles })),
  );
  const slices = new Map(
    [...known].map(([key, { text, locale }], place) => {
      const own: QuerySlice[] = [isBroad(text, locale) ? "broad" : "specific"];
      if (isRare[place]) own.push("rare");
      if (wordsOf(text).some((word) => misspelt.has(word))) own.push("misspelt");
      if (/\p{N}/u.test(text)) own.push("with-numbers");
      return [key, own];
    }),
  );
  return judgements.map((judgement) => slices.get(keyOf(judgement)) ?? []);
}

function knownQueries(judgements: readonly Judged[]): ReadonlyMap<string, KnownQuery> {
  const known = new Map<string, KnownQuery>();
  for (const judgement of judgements) {
    const { query, locale, title } = judgement;
    const key = keyOf(judgement);
    const own = known.get(key) ?? { text: normaliseQuery(query), locale, titles: new Set() };
    if (title !== null) own.titles.add(title);
    known.set(key, own);
  }
  return known;
}

const keyOf = ({ query, locale }: Judged): string =>
  JSON.stringify([locale, normaliseQuery(query)]);
