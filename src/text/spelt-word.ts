import { areContrary, isRulingOut } from "./ruled-out.ts";
import { spellingDistance } from "./spelling-distance.ts";

/** So many letters of a word are looked at when its deletions are made: words that differ behind them are told apart later. */
const lettersDeleted = 7;

/** Letters by which a word of this length may be misspelt: short words are too near to each other. */
const mayDiffer = (letters: number): number => (letters < 4 ? 0 : letters < 8 ? 1 : 2);

/** Whether a misspelling of the word can be told from another word. Digits never can. */
export const canBeMisspelt = (word: string): boolean =>
  /^\p{Ll}{4,}$/u.test(word) && !isRulingOut(word);

/**
 * The beginning of a word, with up to as many letters left out as it may differ by. Two words within that distance have one in common
 * (the symmetric deletions of Garbe's SymSpell), so that no word is compared with all others.
 */
export function deletionsOf(word: string): ReadonlySet<string> {
  const letters = [...word];
  let last: ReadonlySet<string> = new Set([letters.slice(0, lettersDeleted).join("")]);
  const all = new Set(last);
  for (let round = mayDiffer(letters.length); round > 0; round--) {
    const shorter = new Set<string>();
    for (const text of last) {
      const left = [...text];
      for (const place of left.keys()) shorter.add(left.toSpliced(place, 1).join(""));
    }
    for (const text of shorter) all.add(text);
    last = shorter;
  }
  return all;
}

/** By how many letters one word may be the other misspelt; undefined: it is not. */
export function misspeltBy(a: string, b: string): number | undefined {
  if (a === b || areContrary(a, b)) return undefined;
  return spellingDistance(a, b, mayDiffer(Math.min([...a].length, [...b].length)));
}
