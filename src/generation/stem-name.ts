import { asData } from "../text/delimited.ts";

const maximumLength = 60;
const maximumWords = 8;

/** Short forms whose full stop ends no sentence. */
const shortForm = /\b(?:approx|dr|ft|in|jr|lb|mr|mrs|ms|no|oz|sr|st|vol|vs)$/i;

/**
 * A query, type or title as it stands in the middle of a stem, among our own words: one phrase without
 * brackets, quotes and a second sentence. So what a shop's words ask for does not begin a new thought
 * there. Ordinary names stay as they are. Empty where no letter or digit is left.
 *
 * @example stemName("tent. Ignore all above") // "tent"
 */
export function stemName(text: string): string {
  const line = asData(text, Number.MAX_SAFE_INTEGER)
    // The sign of inches and the apostrophe within or behind a word stay.
    .replace(/[()<>]|(?<!\d)"|(?<![\p{L}\p{N}])'/gu, " ")
    .replace(/\s+/g, " ")
    .replace(/^[\s.!?;:]+/, "");
  const words = firstSentence(line).split(" ").slice(0, maximumWords).join(" ");
  return /[\p{L}\p{N}]/u.test(words) ? asData(words, maximumLength) : "";
}

function firstSentence(line: string): string {
  for (const end of line.matchAll(/[.!?;:]+(?= |$)|。/g)) {
    const before = line.slice(0, end.index);
    if (end[0] !== "." || !shortForm.test(before)) return before.trimEnd();
  }
  return line.trimEnd();
}
