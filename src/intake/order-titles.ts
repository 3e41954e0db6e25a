/** Counts what order lines call each product. */
export interface OrderTitles {
  count(id: string, title: string): void;
  /** The most frequent title of a product; of equally frequent ones the first by letters. */
  titleOf(id: string): string | undefined;
}

export function orderTitles(): OrderTitles {
  const counts = new Map<string, Map<string, number>>();
  const chosen = new Map<string, string>();
  return {
    count(id, title) {
      const titles = counts.get(id) ?? new Map<string, number>();
      titles.set(title, (titles.get(title) ?? 0) + 1);
      counts.set(id, titles);
    },
    titleOf(id) {
      const known = chosen.get(id);
      if (known !== undefined) return known;
      const [first] = [...(counts.get(id) ?? [])].sort(
        ([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1),
      );
      if (first !== undefined) chosen.set(id, first[0]);
      return first?.[0];
    },
  };
}
