import { counted, formatNumber } from "../text/counted.ts";

const mostShown = 12;

/** Counts rows that are none of ours by the word that says so: a kind that is of no interest. */
export interface LeftOutWords {
  note(word: string): void;
  /** `5 documents: page_view 3, scroll 2`, most frequent first; null where there was none. */
  told(unit: string): string | null;
}

export function leftOutWords(): LeftOutWords {
  const counts = new Map<string, number>();
  return {
    note(word) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    },
    told(unit) {
      if (counts.size === 0) return null;
      const words = [...counts].toSorted(
        ([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1),
      );
      const total = words.reduce((sum, [, count]) => sum + count, 0);
      const list = words
        .slice(0, mostShown)
        .map(([word, count]) => `${word} ${formatNumber(count)}`);
      const more = words.length > mostShown ? ` and ${words.length - mostShown} more` : "";
      return `${counted(total, unit)}: ${list.join(", ")}${more}`;
    },
  };
}
