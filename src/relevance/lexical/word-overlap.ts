import type { WordWeights } from "./word-weights.ts";

/** Share of words that are among others: 0 to 1; NaN where there are none. */
export const shareIn = (words: ReadonlySet<string>, others: ReadonlySet<string>): number =>
  words.size === 0 ? Number.NaN : [...words].filter((word) => others.has(word)).length / words.size;

/** The same by weight. */
export function weightIn(
  words: ReadonlySet<string>,
  others: ReadonlySet<string>,
  weights: WordWeights,
): number {
  let [found, all] = [0, 0];
  for (const word of words) {
    const weight = weights.of(word);
    all += weight;
    if (others.has(word)) found += weight;
  }
  return all === 0 ? Number.NaN : found / all;
}

/** The weight of the heaviest word that is not among others; 0 where all are. */
export function heaviestOutside(
  words: ReadonlySet<string>,
  others: ReadonlySet<string>,
  weights: WordWeights,
): number {
  let heaviest = 0;
  for (const word of words) {
    if (!others.has(word)) heaviest = Math.max(heaviest, weights.of(word));
  }
  return heaviest;
}

/** How alike two sets of words are: what both have over the mean of their sizes (Dice 1945). */
export function dice(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const shared = [...one].filter((word) => other.has(word)).length;
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size);
}
