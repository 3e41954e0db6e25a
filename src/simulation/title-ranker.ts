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
  const placeOf = new Uint32Array(titles.length);
  for (const [place, index] of popularFirst.entries()) placeOf[index] = place;
  const titlesWith = new Map<string, number[]>();
  for (const [index, title] of titles.entries()) {
    for (const word of wordsOf(title)) {
      const postings = titlesWith.get(word);
      if (postings === undefined) titlesWith.set(word, [index]);
      else postings.push(index);
    }
  }
  const scores = new Float64Array(titles.length);
  return (query, count) => {
    const found: number[] = [];
    for (const word of wordsOf(query)) {
      const postings = titlesWith.get(word) ?? [];
      const rarity = Math.log(1 + titles.length / postings.length);
      for (const index of postings) {
        if (scores[index] === 0) found.push(index);
        scores[index] = (scores[index] as number) + rarity;
      }
    }
    const isBefore = (a: number, b: number): boolean => {
      const difference = (scores[a] as number) - (scores[b] as number);
      return (
        difference > 0 || (difference === 0 && (placeOf[a] as number) < (placeOf[b] as number))
      );
    };
    const ranked = best(found, count, isBefore);
    for (const index of popularFirst) {
      if (ranked.length >= count) break;
      if (scores[index] === 0) ranked.push(index);
    }
    for (const index of found) scores[index] = 0;
    return ranked;
  };
}

/** The first ones of a long list, in order, without sorting all of it. */
function best(
  items: readonly number[],
  count: number,
  isBefore: (a: number, b: number) => boolean,
): number[] {
  const kept: number[] = [];
  for (const item of items) {
    const last = kept.at(-1);
    if (kept.length === count && last !== undefined && !isBefore(item, last)) continue;
    let place = kept.length;
    while (place > 0 && isBefore(item, kept[place - 1] as number)) place -= 1;
    kept.splice(place, 0, item);
    if (kept.length > count) kept.pop();
  }
  return kept;
}

/** The different words in lower case; a plural s is cut off, crudely and everywhere alike. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = text
    .toLowerCase()
    .replaceAll("'", "")
    .split(/[^\p{L}\p{N}]+/u);
  return new Set(words.filter(Boolean).map((word) => word.replace(/(?<=..)s$/, "")));
}
