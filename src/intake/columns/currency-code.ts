/** Marks that mean one currency alone; `$`, `¥` and `kr` mean several. */
const codes: ReadonlyMap<string, string> = new Map([
  ["€", "EUR"],
  ["£", "GBP"],
  ["₹", "INR"],
  ["₩", "KRW"],
  ["₺", "TRY"],
  ["₽", "RUB"],
  ["₴", "UAH"],
  ["₫", "VND"],
  ["ZŁ", "PLN"],
  ["KČ", "CZK"],
]);

/** The code of three letters (ISO 4217) of a currency as logs write it, `eur` or `€`; undefined where it is none. */
export function currencyCode(text: string): string | undefined {
  const upper = text.toUpperCase();
  return /^[A-Z]{3}$/.test(upper) ? upper : codes.get(upper);
}
