const weightedSum = (digits: string, weight: (fromRight: number) => number): number =>
  [...digits].reduce(
    (sum, digit, index) => sum + Number(digit) * weight(digits.length - 1 - index),
    0,
  );

/** ISO/IEC 7812-1, annex B: the check digit of payment cards. */
export function hasLuhnCheckDigit(digits: string): boolean {
  const doubled = weightedSum(digits, (fromRight) => 1 + (fromRight % 2));
  // Doubling a digit above 4 gives two digits, whose sum is 9 less.
  const carried = [...digits].filter(
    (digit, index) => Number(digit) > 4 && (digits.length - 1 - index) % 2 === 1,
  ).length;
  return (doubled - 9 * carried) % 10 === 0;
}

/** The check digit of GTIN-8 to GTIN-14, which includes EAN-13, UPC-A and ISBN-13. */
export const hasGtinCheckDigit = (digits: string): boolean =>
  weightedSum(digits, (fromRight) => (fromRight % 2 === 0 ? 1 : 3)) % 10 === 0;

/** ISO 2108: ISBN-10, whose last digit may be X. */
export function isIsbn10(text: string): boolean {
  if (!/^\d{9}[\dx]$/i.test(text)) return false;
  const last = /x$/i.test(text) ? 10 : Number(text.at(-1));
  return (weightedSum(`${text.slice(0, 9)}0`, (fromRight) => fromRight + 1) + last) % 11 === 0;
}

/** ISO 13616: letters count as 10 to 35, the first four characters come last, modulo 97 leaves 1. */
export function isIban(text: string): boolean {
  if (!/^[a-z]{2}\d{2}[a-z\d]{11,30}$/i.test(text)) return false;
  let remainder = 0;
  for (const character of `${text.slice(4)}${text.slice(0, 4)}`) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
