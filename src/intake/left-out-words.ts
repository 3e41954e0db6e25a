import { counted, formatNumber } from "../text/counted.ts";
import { countWord, mostFrequent } from "./unknown-words.ts";

const mostShown = 12;

/** Counts rows that are none of ours by the word that says so: a kind that is of no interest. */
export interface LeftOutWords {
  note(word: string): void;
  /**
   * `5 documents: page_view 3, scroll 2`, most frequent first; null where there was none.
   * @param isShown whether a word may be told; default: all may
   */
  told(unit: string, isShown?: (word: string, count: number) => boolean): string | null;
}

export function leftOutWords(): LeftOutWords {
  const counts = new Map<string, number>();
  let total = 0;
  return {
    note(word) {
      total += 1;
      countWord(counts, word);
    },
    told(unit, isShown = () => true) {
      if (total === 0) return null;
      const shown = mostFrequent(counts)
        .filter(([word, count]) => isShown(word, count))
        .slice(0, mostShown);
      const others = total - shown.reduce((sum, [, count]) => sum + count, 0);
      const list = shown.map(([word, count]) => `${word} ${formatNumber(count)}`);
      if (others > 0) list.push(`of other names ${formatNumber(others)}`);
      return `${counted(total, unit)}: ${list.join(", ")}`;
    },
  };
}
