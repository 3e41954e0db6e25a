import { hasGtinCheckDigit, isIsbn10 } from "./check-digits.ts";
import { type DigitRun, digitRuns, hasNoNeighbour } from "./digit-runs.ts";

/** With a plus, or with a country's code and a nought in brackets; an area in brackets. */
const signs: readonly RegExp[] = [
  /(?<![\p{L}\p{N}])\+ ?\d(?:[ .()\-/]{0,2}\d){7,14}(?!\p{N})/u,
  /(?<![\p{L}\p{N}])00 ?[1-9]\d{0,2} ?\(0\)(?:[ .\-/]?\d){7,12}(?!\p{N})/u,
  /\([2-9]\d{2}\) ?[2-9]\d{2}[ .-]?\d{4}(?!\p{N})/u,
];

export function hasTelephoneNumber(text: string): boolean {
  if (signs.some((form) => form.test(text))) return true;
  return digitRuns(text).some(
    (run) => forms.some((isOf) => isOf(run)) && isWhole(run) && !isArticleNumber(run),
  );
}

/** At the end of the text before a number. */
const announced =
  /\b(?:call|phone|tel|telephone|mobile|cell|whatsapp|fax)(?:[ .:#-]|me|us|number|no|nr|is|at|on)*$/;

/** What has a letter next to it, or goes on behind a hyphen or a dot, is a part of an article's number. */
const isWhole = ({ before, after }: DigitRun): boolean =>
  (announced.test(before) || !/[\p{L}.,-]$/u.test(before)) && !/^(?:\p{L}|[.-]\d)/u.test(after);

/** ISBN (English, French or German, which a book seldom is not), EAN, UPC: numbers of things sold. */
function isArticleNumber({ written, digits, before, after }: DigitRun): boolean {
  // 978-0140449136, and 0 3600029145 2 as under bars.
  const bookland = /(?<!\d)97[89](?=[ -]$)/.exec(before)?.[0];
  if (bookland !== undefined && isGtin(bookland + digits)) return true;
  const [first, last] = [/(?<!\d)\d(?= $)/.exec(before)?.[0], /(?<=^ )\d(?!\d)/.exec(after)?.[0]];
  if (first && last && written === digits && isGtin(first + digits + last)) return true;
  if (digits.length === 10) return written === digits && /^[0-3]/.test(digits) && isIsbn10(digits);
  return isGtin(digits);
}

const isGtin = (digits: string): boolean =>
  digits.length >= 12 && digits.length <= 14 && hasGtinCheckDigit(digits);

/** Three, three, four digits. An area or exchange never starts with 0 or 1. */
function isNorthAmerican(run: DigitRun): boolean {
  const { written, digits, groups } = run;
  if (!/^1?[2-9]\d{2}[2-9]\d{6}$/.test(digits) || !northAmericanGroups.test(written)) return false;
  const isUsual = /^(?:1 )?3 3 4$|^1[01]$/.test(groups.join(" "));
  return !isRoundList.test(written) && (isUsual || hasNoNeighbour(run));
}

const northAmericanGroups = /^(?:1(?: ?[.-] ?| )?)?\d{3}(?: ?[./-] ?| )?\d{3}(?: ?[.-] ?| )?\d{4}$/;
/** Grits, watts and the like: 220 400 1000. */
const isRoundList = /^\d+0 \d+0 \d+00$/;

/** The code of a country behind 00. What the numbers of things sold begin with is a longer group. */
const isInternational = ({ digits, groups: [first = 0, ...others] }: DigitRun): boolean =>
  /^00[1-9]\d{9,14}$/.test(digits) && (first <= 5 || others.length === 0);

const isNational = ({ written, digits }: DigitRun): boolean =>
  /^0[1-9]\d{8,9}$/.test(digits) && /^0\d{1,4}(?:(?: ?[./-] ?| )?\d{2,8}){1,4}$/.test(written);

/** (030) 1234567 */
function isBehindArea({ digits, before }: DigitRun): boolean {
  const area = /\((0[1-9]\d{0,3})\) ?$/.exec(before)?.[1] ?? "";
  return area !== "" && /^\d{9,12}$/.test(area + digits);
}

const isAnnounced = ({ digits, groups, before, after }: DigitRun): boolean =>
  /^\d{7,15}$/.test(digits) &&
  announced.test(before) &&
  (!/^ ?[./-]? ?\d/.test(after) || groups.every((length) => length >= 3));

const forms: readonly ((run: DigitRun) => boolean)[] = [
  isNorthAmerican,
  isInternational,
  isNational,
  isBehindArea,
  isAnnounced,
];
