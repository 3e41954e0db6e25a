const email = /[\p{L}\p{N}][\p{L}\p{N}._%+'-]{0,63} ?@ ?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/u;
/** Spaces around the dot; without one: someone@gmail; or in words: someone at gmail dot com. */
const looseEmails: readonly RegExp[] = [
  /\p{L} ?@ ?[\p{L}\p{N}-]+ ?\. ?(?:com|net|org|edu|de|fr|uk)\b/u,
  /[\p{L}\p{N}._%+-]{2,64}@\p{L}{3,}/u,
  /@(?:gmail|yahoo|hotmail|outlook|icloud)\b/u,
  /\p{L} ?at ?[\p{L}\p{N}-]+ ?dot ?(?:com|net|org|edu|de|fr|uk)\b/u,
  /\p{L} at (?:gmail|yahoo|hotmail|outlook|icloud) ?\. ?com\b/u,
];

/** An e-mail address, also with its signs in words or in brackets: someone [at] gmail [dot] com. */
export function hasEmail(text: string): boolean {
  const signs = text
    .replace(/ ?[[({<] ?(?:at|@) ?[\])}>] ?/gu, "@")
    .replace(/ ?[[({<] ?(?:dot|\.) ?[\])}>] ?/gu, ".");
  return [...new Set([text, signs])].some((one) =>
    [email, ...looseEmails].some((form) => form.test(one)),
  );
}

const streetType =
  "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|terrace|way|close|crescent";
const postcode = String.raw`\d{5}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d`;
const streetWord = String.raw`(?:\p{L}+\.?|\d{1,3}(?:st|nd|rd|th))`;
/** A house, a street and what makes them one place: a flat or a postcode. */
const postalAddresses: readonly RegExp[] = [
  new RegExp(
    String.raw`\b\d{1,5}[a-z]? (?:${streetWord} ){1,4}?(?:${streetType})\b.*(?:\b(?:${postcode})$|\b(?:${postcode})\b|\b(?:apt|apartment|suite|unit|flat) ?#?\d)`,
    "u",
  ),
  /\p{L}{2,40}(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4} ?[a-z]?,? .*?\b\d{5}\b/u,
  /\b\d{1,4},? (?:rue|avenue|boulevard|place|allée|chemin) \p{L}.*\b\d{5}\b/u,
  /\bp\.? ?o\.? box #?\d{2,}/u,
];

export const hasPostalAddress = (text: string): boolean =>
  postalAddresses.some((address) => address.test(text));
