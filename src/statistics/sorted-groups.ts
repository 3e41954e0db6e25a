/** Items by a key, keys in order: the order in which units of a bootstrap must come to be the same ones. */
export const sortedGroups = <Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string,
): readonly (readonly [key: string, items: readonly Item[]])[] =>
  [...Map.groupBy(items, keyOf)].toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The places of items by a key, keys in order. */
export const sortedPlaces = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly (readonly number[])[] =>
  sortedGroups(items.keys(), (place) => keyOf(items[place] as Item)).map(([, own]) => own);
