import { eventKinds } from "../domain/tables/events.ts";
import { counted, formatNumber } from "../text/counted.ts";
import { personalDataClass } from "../text/personal-data.ts";
import type { Notice } from "./import-item.ts";
import { likelyKind } from "./likely-kind.ts";

/** A word on fewer rows may be what somebody typed, slid into this column. */
const fewestRows = 10;
/** Logs tell acts apart by fewer words; a column with more holds something else. */
const mostWords = 30;
const mostShown = 12;
const wordsCounted = 10_000;
/** The words that repeat must make up this share of the rows. */
const repeatedShare = 0.9;
/** `order_placed`, `Add to cart`: short, and of at most three words. */
const kindLike = /^(?=.{1,40}$)[\p{L}\p{N}_.:/-]+(?: [\p{L}\p{N}_.:/-]+){0,2}$/u;

/** Rows of each word. */
export type WordCounts = ReadonlyMap<string, number>;

/** Words with their rows, the most frequent first. */
export type RankedWords = readonly (readonly [word: string, rows: number])[];

/** Counts the words of a column of kinds that mean no kind. */
export interface UnknownKinds {
  note(word: string): void;
  /** What to tell of them, or null where there was none. */
  notice(): Notice | null;
}

export function unknownKinds(): UnknownKinds {
  const words = new Map<string, number>();
  let rows = 0;
  return {
    note(word) {
      rows += 1;
      countWord(words, word);
    },
    notice() {
      if (rows === 0) return null;
      const lost = `${counted(rows, "rows")} left out: their kind is no known word`;
      const shown = wordsThatRepeat(words, rows);
      if (shown === null) {
        const message = `${lost}, and those words repeat too little to be shown here. Is it the column of kinds? Else --map kind=COLUMN; known words are in docs/stages/import.md.`;
        return { code: "KINDS_UNKNOWN", message };
      }
      const message = `${lost}: ${listed(shown)}. Say what they mean and import again: ${kindPairs(shown, (word) => likelyKind(word) ?? "KIND")} (${eventKinds.join(", ")}; none leaves them out).`;
      return { code: "KINDS_UNKNOWN", message, loud: true };
    },
  };
}

/** Counts a row of a word; beyond so many words no further one is told apart. */
export function countWord(words: Map<string, number>, word: string): void {
  const count = words.get(word);
  if (count !== undefined || words.size < wordsCounted) words.set(word, (count ?? 0) + 1);
}

export const mostFrequent = (words: WordCounts): RankedWords =>
  [...words].toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1));

/** `completed 12, open 3 and 2 more` */
export function listed(words: RankedWords): string {
  const list = words.slice(0, mostShown).map(([word, rows]) => `${word} ${formatNumber(rows)}`);
  const more = words.length > mostShown ? ` and ${words.length - mostShown} more` : "";
  return `${list.join(", ")}${more}`;
}

/**
 * The words that repeat, most frequent first. A kind, or a status, is a word of the shop's programs, and no private data: so the words
 * are shown, where they behave as such do. A column of another sort, mapped by mistake, has many words that come once; then not one of
 * them is: null.
 */
export function wordsThatRepeat(words: WordCounts, rows: number): RankedWords | null {
  const repeated = mostFrequent(words).filter(([, count]) => count >= fewestRows);
  const covered = repeated.reduce((sum, [, count]) => sum + count, 0);
  const areKinds =
    repeated.length > 0 && repeated.length <= mostWords && covered >= rows * repeatedShare;
  return areKinds && repeated.every(([word, count]) => isKindLike(word, count)) ? repeated : null;
}

/** Whether a word on so many rows looks like the name of a kind, and not like what somebody typed. */
export const isKindLike = (word: string, count: number): boolean =>
  count >= fewestRows && kindLike.test(word) && personalDataClass(word) === "none";

/** Options to paste, with what the words may mean. */
export const kindPairs = (shown: RankedWords, meaningOf: (word: string) => string): string =>
  shown
    .slice(0, mostShown)
    .map(([word]) => {
      const pair = `${word}=${meaningOf(word)}`;
      return `--kind ${word.includes(" ") ? `'${pair}'` : pair}`;
    })
    .join(" ");
