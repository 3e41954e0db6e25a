import { percentile } from "../../statistics/percentile.ts";
import { countWordWeights } from "../lexical/word-weights.ts";
import { tellingWords } from "./telling-words.ts";

/** A quarter of the queries is rare, but for those without a word that tells anything, and ties. */
const rareAbove = 75;

/** A query, put right where it is misspelt, and the titles that were judged for it. */
export interface QueryTitles {
  readonly text: string;
  readonly titles: Iterable<string>;
}

/**
 * Which queries have words that few others have, by their place: the mean weight of its telling words is above the third
 * quartile. A word weighs the more the fewer queries have it, in their own words or in a title that was judged for them
 * (inverse document frequency). Titles of the query itself change nothing, for it has its words anyway: whether a
 * fitting product was judged for it must not tell.
 */
export function rareQueries(queries: readonly QueryTitles[]): readonly boolean[] {
  const told = remembered(tellingWords);
  const weights = countWordWeights(
    queries.map(({ text, titles }) => [text, ...titles].flatMap(told)),
  );
  const means = queries.map(({ text }) => {
    const words = told(text);
    return words.reduce((sum, word) => sum + weights.of(word), 0) / words.length;
  });
  const weighed = means.filter(Number.isFinite);
  if (weighed.length === 0) return queries.map(() => false);
  const bound = percentile(weighed, rareAbove);
  return means.map((mean) => mean > bound);
}

/** Titles are judged for several queries. */
function remembered<Value>(make: (text: string) => Value): (text: string) => Value {
  const made = new Map<string, Value>();
  return (text) => {
    const value = made.get(text) ?? make(text);
    made.set(text, value);
    return value;
  };
}
