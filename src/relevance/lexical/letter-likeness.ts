import { spellingDistance } from "../../text/spelling-distance.ts";

/** Shorter words are too easily like others. */
const fewestLetters = 4;

/**
 * How much each word is like that of the others that is most like it, 0 to 1, on average: 1 for the same word,
 * less for one that is misspelt or part of another. NaN where there are no words.
 */
export function meanLikeness(words: ReadonlySet<string>, others: ReadonlySet<string>): number {
  if (words.size === 0) return Number.NaN;
  let sum = 0;
  for (const word of words) sum += greatestLikeness(word, others);
  return sum / words.size;
}

/** Of one word, to that of the others that is most like it. */
export function greatestLikeness(word: string, others: ReadonlySet<string>): number {
  if (others.has(word)) return 1;
  let greatest = 0;
  for (const other of others) greatest = Math.max(greatest, likeness(word, other));
  return greatest;
}

function likeness(one: string, other: string): number {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (short.length < fewestLetters || /\d/.test(long)) return 0;
  if (long.includes(short)) return short.length / long.length;
  const atMost = Math.floor(long.length / 4);
  // Most words differ by more than that in length alone.
  if (long.length - short.length > atMost) return 0;
  const distance = spellingDistance(one, other, atMost);
  return distance === undefined ? 0 : 1 - distance / long.length;
}

/** Pieces of three letters, spaces around: what is misspelt or written apart still shares most. */
export function trigrams(words: readonly string[]): ReadonlySet<string> {
  const text = ` ${words.join(" ")} `;
  const pieces = new Set<string>();
  for (let at = 0; at + 3 <= text.length; at++) pieces.add(text.slice(at, at + 3));
  return pieces;
}
