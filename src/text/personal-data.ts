import { hasGtinCheckDigit, hasLuhnCheckDigit, isIban, isIsbn10 } from "./check-digits.ts";
import { normaliseQuery } from "./normalise.ts";

export const personalDataClasses = [
  "none",
  "email",
  "card-number",
  "iban",
  "social-security-number",
  "phone",
  "address",
] as const;
export type PersonalDataClass = (typeof personalDataClasses)[number];

/**
 * What personal data a query holds; of several the first of `personalDataClasses`. Recognised by
 * form and check digits only, so that sizes, model and article numbers pass. A name alone can't be
 * told from a brand: the gate's count of different customers is there for that.
 */
export function personalDataClass(query: string): PersonalDataClass {
  const texts = [query, decoded(query)].map(normaliseQuery);
  return detectors.find(([, isIn]) => texts.some(isIn))?.[0] ?? "none";
}

/** A query as it was before an address was made of it, once or several times over. */
function decoded(query: string): string {
  let text = query.replaceAll("+", " ");
  for (let before = ""; before !== text; ) {
    before = text;
    text = text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
      const bytes = Buffer.from(escapes.replaceAll("%", ""), "hex");
      return bytes.toString("utf8");
    });
  }
  return text;
}

const detectors: readonly (readonly [PersonalDataClass, (text: string) => boolean])[] = [
  ["email", hasEmail],
  ["card-number", hasCardNumber],
  ["iban", hasIban],
  ["social-security-number", hasSocialSecurityNumber],
  ["phone", hasPhone],
  ["address", hasAddress],
];

const email = /[\p{L}\p{N}][\p{L}\p{N}._%+'-]* ?@ ?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}/u;
/** Spaces around the dot; without one: someone@gmail; or in words: someone at gmail dot com. */
const looseEmail =
  /\p{L} ?@ ?[\p{L}\p{N}-]+ ?\. ?(?:com|net|org|edu|de|fr|uk)\b|[\p{L}\p{N}._%+-]{2,}@\p{L}{3,}|@(?:gmail|yahoo|hotmail|outlook|icloud)\b|\p{L} ?(?:at|\(at\)) ?[\p{L}\p{N}-]+ ?(?:dot|\(dot\)) ?(?:com|net|org|edu|de|fr|uk)\b/u;

function hasEmail(text: string): boolean {
  return email.test(text) || looseEmail.test(text);
}

interface DigitRun {
  readonly written: string;
  readonly digits: string;
  /** The text in front of it. */
  readonly before: string;
}

/** Runs of digits with at most one space, hyphen, dot or slash between two of them. */
function digitRuns(text: string): readonly DigitRun[] {
  const runs = text.matchAll(/(?<![\p{L}\p{N}.,-])\d(?:[ .\-/]?\d){6,}(?![\p{L}\p{N}])/gu);
  return Array.from(runs, ({ 0: written, index }) => ({
    written,
    digits: written.replace(/\D/g, ""),
    before: text.slice(0, index),
  }));
}

/** First digits and lengths that the card networks use. */
const cardNumber =
  /^(?:4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|3[0689]\d{12}|35\d{14}|6(?:011|5\d{2}|4[4-9]\d)\d{12}|62\d{14,17})$/;

function hasCardNumber(text: string): boolean {
  return digitRuns(text).some(
    ({ written, digits }) =>
      cardNumber.test(digits) &&
      !/[/.]/.test(written) &&
      hasLuhnCheckDigit(digits) &&
      !(digits.length === 14 && hasGtinCheckDigit(digits)),
  );
}

function hasIban(text: string): boolean {
  const words = text.split(/[^\p{L}\p{N}]+/u);
  return words.some((word, index) => {
    if (!/^[a-z]{2}\d{2}/.test(word)) return false;
    let written = "";
    for (const group of words.slice(index, index + 9)) {
      // A bank's code may be letters alone; an account number is mostly digits.
      written += group;
      if (isIban(written) && written.replace(/\D/g, "").length >= 10) return true;
    }
    return false;
  });
}

function hasSocialSecurityNumber(text: string): boolean {
  return /(?<![\p{L}\p{N}-])(?!000|666|9)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\p{L}\p{N}-])/u.test(
    text,
  );
}

/** At the end of the text before a number. */
const announced =
  /\b(?:call|phone|tel|telephone|mobile|cell|whatsapp|fax)(?:[ .:#]|me|us|number|no|nr|is|at|on)* $/;
/** North American: three, three, four digits. An area or exchange never starts with 0 or 1. */
const northAmerican = /^1?[2-9]\d{2}[2-9]\d{6}$/;
const grouped = /^(?:1[ .-]?)?(?:\d{3}[ .-]?){2}\d{4}$/;
const nationalGroups = /^0\d{1,4}(?:[ ./-]?\d{2,8}){1,4}$/;

function hasPhone(text: string): boolean {
  if (/(?<![\p{L}\p{N}])\+ ?\d(?:[ .()\-/]{0,2}\d){7,14}(?!\p{N})/u.test(text)) return true;
  if (/\([2-9]\d{2}\) ?[2-9]\d{2}[ .-]?\d{4}(?!\p{N})/u.test(text)) return true;
  return digitRuns(text).some(({ written, digits, before }) => {
    if (isArticleNumber(written, digits)) return false;
    if (northAmerican.test(digits) && grouped.test(written)) return true;
    const isNational = /^0[1-9]/.test(digits) && digits.length >= 10 && digits.length <= 11;
    if (isNational && nationalGroups.test(written)) return true;
    return announced.test(before) && digits.length <= 15;
  });
}

/** ISBN (English, French or German, which a book seldom is not), EAN, UPC: numbers of things sold. */
function isArticleNumber(written: string, digits: string): boolean {
  if (digits.length === 10) return written === digits && /^[0-3]/.test(digits) && isIsbn10(digits);
  return digits.length >= 12 && digits.length <= 14 && hasGtinCheckDigit(digits);
}

const streetType =
  "street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|terrace|way|close|crescent";
const postcode = String.raw`\d{5}(?:-\d{4})?|[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]\d[a-z] ?\d[a-z]\d`;
/** A house, a street and what makes them one place: a flat or a postcode. */
const addresses: readonly RegExp[] = [
  new RegExp(
    String.raw`\b\d{1,5}[a-z]? (?:\p{L}+\.? ){1,4}?(?:${streetType})\b.*(?:\b(?:${postcode})$|\b(?:${postcode})\b|\b(?:apt|apartment|suite|unit|flat) ?#?\d)`,
    "u",
  ),
  /\p{L}{2,}(?:straße|strasse|str\.|weg|platz|allee|gasse) \d{1,4} ?[a-z]?,? .*?\b\d{5}\b/u,
  /\b\d{1,4},? (?:rue|avenue|boulevard|place|allée|chemin) \p{L}.*\b\d{5}\b/u,
  /\bp\.? ?o\.? box #?\d{2,}/u,
];

function hasAddress(text: string): boolean {
  return addresses.some((address) => address.test(text));
}
