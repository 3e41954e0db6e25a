/** Where, and in what order, a text has a query's words. */
export interface WordOrder {
  /** Of the first of the query's words, 0 to 1; NaN where there is none. */
  readonly firstPlace: number;
  /** The longest run of the query's words that stand so in the text, over the query's length. */
  readonly longestRun: number;
  /** Share of neighbours in the query that are neighbours in the text; NaN for fewer than two words. */
  readonly neighbours: number;
}

export function wordOrder(query: readonly string[], text: readonly string[]): WordOrder {
  const first = text.findIndex((word) => query.includes(word));
  const pairs = new Set(text.map((word, at) => `${word} ${text[at + 1] ?? ""}`));
  const wanted = query.slice(1).map((word, at) => `${query[at] ?? ""} ${word}`);
  return {
    firstPlace: first < 0 ? Number.NaN : first / text.length,
    longestRun: longestRun(query, text) / Math.max(1, query.length),
    neighbours:
      wanted.length === 0
        ? Number.NaN
        : wanted.filter((pair) => pairs.has(pair)).length / wanted.length,
  };
}

/** Words of the longest piece that both have. */
function longestRun(one: readonly string[], other: readonly string[]): number {
  let longest = 0;
  let before = new Uint16Array(other.length + 1);
  for (const word of one) {
    const lengths = new Uint16Array(other.length + 1);
    for (const [at, against] of other.entries()) {
      if (word !== against) continue;
      const length = (before[at] ?? 0) + 1;
      lengths[at + 1] = length;
      longest = Math.max(longest, length);
    }
    before = lengths;
  }
  return longest;
}
