import { hash } from "node:crypto";

/** Collects a sample; `values` may be asked for at any time. */
export interface BottomKSample<Value> {
  /** A key counts once, with its first value where nothing joins several. */
  add(key: string, value: Value): void;
  /** At most k values, in the order of their hashes. */
  values(): readonly Value[];
}

interface Entry<Value> {
  readonly rank: string;
  value: Value;
}

/**
 * Where a key stands in the random order of a seed: SHA-256 of seed and key. The same in SQL:
 * `sha256(seed || chr(31) || key)`.
 */
export const seededRank = (seed: number, key: string): string =>
  hash("sha256", `${seed}\u001f${key}`);

/**
 * An even sample of k of a stream of any length, in memory for k: the values whose keys come first in
 * the seed's order. The same for any order of arrival, and a sample of a part holds those of the whole
 * sample that are in the part.
 *
 * @param joined the value of a key that comes again
 * @throws RangeError unless k is a whole number from 0
 */
export function createBottomKSample<Value>(
  k: number,
  seed: number,
  joined: (held: Value, further: Value) => Value = (held) => held,
): BottomKSample<Value> {
  if (!Number.isSafeInteger(k) || k < 0) throw new RangeError(`expected a whole k >= 0, got ${k}`);
  const entries: Entry<Value>[] = [];
  return {
    add(key, value) {
      const rank = seededRank(seed, key);
      const last = entries.at(-1);
      if (entries.length === k && (last === undefined || rank > last.rank)) return;
      const place = firstNotBelow(entries, rank);
      const held = entries[place];
      if (held?.rank === rank) {
        held.value = joined(held.value, value);
        return;
      }
      entries.splice(place, 0, { rank, value });
      if (entries.length > k) entries.pop();
    },
    values: () => entries.map(({ value }) => value),
  };
}

/** An even sample of `count` items, in the order of their hashes; see `createBottomKSample`. */
export function seededSample<Item>(
  items: Iterable<Item>,
  count: number,
  seed: number,
  keyOf: (item: Item) => string,
): readonly Item[] {
  const sample = createBottomKSample<Item>(count, seed);
  for (const item of items) sample.add(keyOf(item), item);
  return sample.values();
}

function firstNotBelow(entries: readonly { readonly rank: string }[], rank: string): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle]?.rank ?? "") < rank) low = middle + 1;
    else high = middle;
  }
  return low;
}
