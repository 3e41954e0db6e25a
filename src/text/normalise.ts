/** Everything that parts words or lines; a zero-width no-break space parts nothing. */
const whiteSpace = /[\t-\r\u0085\u2028\u2029\p{Zs}]+/gu;
/** Everything Unicode counts as a control, format, surrogate or private-use character. */
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;
const typographic: Readonly<Record<string, string>> = { "’": "'", "‘": "'", "“": '"', "”": '"' };

/**
 * Text as it is stored everywhere: NFKC, control characters gone, runs of white space one space,
 * typographic quotes plain. Case stays. Doing it twice changes nothing: what is taken out is taken
 * out before NFKC, so that a letter and its accent meet.
 */
export function normaliseText(text: string): string {
  return text
    .replace(whiteSpace, " ")
    .replace(unprintable, "")
    .normalize("NFKC")
    .replace(/[’‘“”]/g, (quote) => typographic[quote] ?? quote)
    .replace(/ {2,}/g, " ")
    .trim();
}

/**
 * A query as it is counted, gated and looked up: `normaliseText` in lower case. Composed once more,
 * since some letters meet their accent only in lower case (Ϊ with an acute is ΐ).
 */
export function normaliseQuery(text: string): string {
  return normaliseText(text).toLowerCase().normalize("NFKC");
}
