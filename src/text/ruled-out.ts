import { wordSet } from "./word-set.ts";

/** These rule out the word behind them. */
const before = wordSet(
  "without no not non never minus except excluding sans ohne kein keine nicht sin sem senza zonder utan",
);
/** These rule out the word in front of them. */
const behind = wordSet("free frei libre");
/** With one of these in front a word means the contrary. */
const contraries = ["un", "in", "im", "ir", "non", "dis", "anti", "de"];

/** What a text rules out, and its other words in their order. */
export interface RuledOut {
  /** “sugar free” and “without sugar” rule out the same: `without~sugar`. */
  readonly phrases: readonly string[];
  readonly others: readonly string[];
}

export function rulingOut(words: readonly string[]): RuledOut {
  const others: string[] = [];
  const phrases: string[] = [];
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? "";
    if (before.has(word)) {
      place++;
      phrases.push(`without~${words[place] ?? ""}`);
    } else if (behind.has(word)) phrases.push(`without~${others.pop() ?? ""}`);
    else others.push(word);
  }
  return { phrases, others };
}

/** Whether one word is the other with a syllable in front that turns it round: “scented”, “unscented”. */
export function areContrary(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return contraries.some((syllable) => long === `${syllable}${short}`);
}

/** Whether a word rules something out. */
export const isRulingOut = (word: string): boolean => before.has(word) || behind.has(word);
