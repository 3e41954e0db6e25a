import { normaliseText } from "../../text/normalise.ts";

/** What exports write for "no value". */
const noValue: ReadonlySet<string> = new Set(["\\N", "NULL", "null", "NaN", "nan"]);

/** What people and shop systems write into a cell that has no value. */
const leftOpen: ReadonlySet<string> = new Set(["n/a", "#n/a", "none", "-", "--", "---", "–", "—"]);
/** Most cells are longer, and cost nothing more. */
const longestLeftOpen = 4;

/** Text that `normaliseText` leaves as it is: most of a log, at a tenth of the cost. */
const plain = /^[!-~]+(?: [!-~]+)*$/;

/** A value as normalised text; null where it is empty or no text (an object, an array). */
export function cleanText(value: unknown): string | null {
  if (typeof value === "string") {
    const text = plain.test(value) ? value : normaliseText(value);
    return text === "" ? null : text;
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}

/** What a shopper typed: `cleanText`, null also for what databases write for "no value". */
export function cleanQuery(value: unknown): string | null {
  const text = cleanText(value);
  return text === "\\N" || text === "NULL" ? null : text;
}

/** `cleanText`, null also for the words that exports write for "no value". */
export function cleanValue(value: unknown): string | null {
  const text = cleanText(value);
  return text === null || noValue.has(text) ? null : text;
}

/**
 * `cleanValue`, null also for a cell that is `n/a`, `none` or a dash: of names, ids and product texts.
 * What a source has its own words for (a kind, an experiment's arm, a judge's label) may be called so.
 */
export function cleanEntry(value: unknown): string | null {
  const text = cleanValue(value);
  if (text === null || text.length > longestLeftOpen) return text;
  return leftOpen.has(text.toLowerCase()) ? null : text;
}
