/**
 * Money is added up in whole billionths of a dollar: a million sums make no rounding error, up to nine
 * million dollars. Rounded up, but for the error that the arithmetic of a price has left.
 */
export const nanoDollars = (usd: number): number => Math.ceil(Number((usd * 1e9).toFixed(3)));

export const fromNanoDollars = (nano: number): number => nano / 1e9;
