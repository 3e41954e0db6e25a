import { isNumber, isUnit } from "./read-words.ts";

/** What a text says of the numbers of a query; NaN where the query has none. */
export interface NumberMatch {
  /** Share that the text has too; a number with a unit, with the same one. */
  readonly matched: number;
  /** Share of those with a unit of which the text has another number instead. */
  readonly contradicted: number;
}

export function numberMatch(query: readonly string[], text: readonly string[]): NumberMatch {
  const wanted = [...measuresOf(query)];
  if (wanted.length === 0) return { matched: Number.NaN, contradicted: Number.NaN };
  const found = measuresOf(text);
  const numbers = new Set(text.filter(isNumber));
  const units = new Set([...found].map((measure) => measure.split(" ")[1] ?? ""));
  let [matched, contradicted] = [0, 0];
  for (const measure of wanted) {
    const [number = "", unit] = measure.split(" ");
    if (unit === undefined ? numbers.has(number) : found.has(measure)) matched += 1;
    else if (unit !== undefined && units.has(unit)) contradicted += 1;
  }
  return { matched: matched / wanted.length, contradicted: contradicted / wanted.length };
}

/** "6 inch" where a unit follows, "6" where none does. */
const measuresOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set(
    words.flatMap((word, at) => {
      if (!isNumber(word)) return [];
      const next = words[at + 1] ?? "";
      return [isUnit(next) ? `${word} ${next}` : word];
    }),
  );
