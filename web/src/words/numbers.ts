const plain = new Intl.NumberFormat("en");

/** 1,234 */
export const countOf = (number: number): string => plain.format(number);

/** `1 pair`, `1,234 pairs`. */
export const counted = (number: number, one: string, many = `${one}s`): string =>
  `${countOf(number)} ${number === 1 ? one : many}`;

/** A score, a cosine: two digits, never rounded up to a full 1. */
export function shareOf(value: number): string {
  const rounded = value.toFixed(2);
  return rounded === "1.00" && value < 1 ? "0.99" : rounded;
}

export const measureOf = (value: number | null, digits = 2): string =>
  value === null ? "–" : value.toFixed(digits);

/** `0.8 ×`, `22.4 ×`, `15,356 ×`. */
export const timesOf = (factor: number): string =>
  `${factor < 100 ? factor.toFixed(1) : countOf(Math.round(factor))} ×`;

/** `12 %`; `< 1 %` where rounding would say none. */
export function percentOf(part: number, whole: number): string {
  if (whole === 0) return "–";
  const percent = Math.round((100 * part) / whole);
  if (percent === 0 && part > 0) return "< 1 %";
  return percent === 100 && part < whole ? "> 99 %" : `${percent} %`;
}

export const dollarsOf = (amount: number): string =>
  `$${amount > 0 && amount < 0.01 ? amount.toFixed(4) : amount.toFixed(2)}`;

/** `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`. */
export function durationOf(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${whole % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 4 });

/** `0.005`, `50`, `2K`: a number where there is little room. */
export const shortOf = (number: number): string => short.format(number).replace("-", "−");
