import { countOf } from "./numbers.ts";

type Counts = Readonly<Record<string, number>>;

/** Reasons for which something was dropped, the most frequent first. */
export const reasonsOf = (dropped: Counts): readonly (readonly [string, number])[] =>
  Object.entries(dropped)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);

/** `completeness 8, sameClaim 3` */
export const reasonWords = (dropped: Counts): string =>
  reasonsOf(dropped)
    .map(([reason, count]) => `${reason} ${countOf(count)}`)
    .join(", ");
