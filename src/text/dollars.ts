/** A sum of money as a person reads it: $12.50, and $0.000321 where cents would say nothing. */
export function dollars(usd: number): string {
  const digits = usd >= 1 ? 2 : usd >= 0.01 ? 4 : 6;
  return `$${usd.toFixed(digits).replace(/(\.\d\d\d*?)0+$/, "$1")}`;
}
