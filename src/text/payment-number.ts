import { hasGtinCheckDigit, hasLuhnCheckDigit, isIban } from "./check-digits.ts";
import { type DigitRun, digitRuns, hasNoNeighbour } from "./digit-runs.ts";

/** First digits and lengths that the card networks use. */
const cardNumber =
  /^(?:4\d{15}(?:\d{3})?|5[1-5]\d{14}|2(?:2[2-9]|[3-6]\d|7[01])\d{13}|3[47]\d{13}|3[0689]\d{12}|35\d{14}|6(?:011|5\d{2}|4[4-9]\d)\d{12}|62\d{14,17})$/;

/** A card's number wherever it stands: behind its network's name, before its last month or its code. */
export const hasCardNumber = (text: string): boolean => digitRuns(text).some(isCardNumber);

function isCardNumber(run: DigitRun): boolean {
  const { written, digits, groups, before, after } = run;
  if (!cardNumber.test(digits) || !hasLuhnCheckDigit(digits)) return false;
  if (digits.length === 14 && hasGtinCheckDigit(digits)) return false;
  // Digits of a fraction, and of several numbers of a list.
  if (/\d\.$/.test(before) || /^\.\d/.test(after) || written.includes("/")) return false;
  // As cards are embossed, or in one group.
  if (/^(?:1[4-9]|4 4 4 4(?: 3)?|4 6 [45])$/.test(groups.join(" "))) return true;
  const isOneWord = !/[\p{L}.,-]$/u.test(before) && !/^\p{L}/u.test(after);
  return isOneWord && hasNoNeighbour(run) && !written.includes(".");
}

/** An account's number by ISO 13616, in one group or several. */
export function hasIban(text: string): boolean {
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
