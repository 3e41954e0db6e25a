/** Ranks products for a query: indices, best first, no more than `count`. */
export type Ranker = (query: string, count: number) => readonly number[];

/**
 * A plain shop search: the sum of inverse document frequencies of the query's words in the title.
 * Equal products stand in order of popularity, and popular ones fill a short list up, as shops do.
 * Misspelt words and words for a need find nothing by themselves: that is what a knowledge graph is for.
 *
 * @param popularFirst indices of all titles
 */
export function titleRanker(titles: readonly string[], popularFirst: readonly number[]): Ranker {
  const placeOf = new Map(popularFirst.map((index, place) => [index, place]));
  const titlesWith = new Map<string, number[]>();
  for (const [index, title] of titles.entries()) {
    for (const word of wordsOf(title)) {
      const postings = titlesWith.get(word) ?? [];
      postings.push(index);
      titlesWith.set(word, postings);
    }
  }
  return (query, count) => {
    const scores = new Map<number, number>();
    for (const word of wordsOf(query)) {
      const postings = titlesWith.get(word) ?? [];
      const rarity = Math.log(1 + titles.length / postings.length);
      for (const index of postings) scores.set(index, (scores.get(index) ?? 0) + rarity);
    }
    const place = (index: number): number => placeOf.get(index) ?? titles.length;
    const ranked = [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || place(a) - place(b))
      .slice(0, count)
      .map(([index]) => index);
    for (const index of popularFirst) {
      if (ranked.length >= count) break;
      if (!scores.has(index)) ranked.push(index);
    }
    return ranked;
  };
}

/** The different words in lower case; a plural s is cut off, crudely and everywhere alike. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text
    .toLowerCase()
    .replaceAll("'", "")
    .split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter(Boolean).map((word) => word.replace(/(?<=..)s$/, "")));
}
