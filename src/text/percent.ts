/** A share as a number of per cent with one digit behind its point, such as `41.1`; what rounds to nothing has no sign. */
export const percent = (share: number): string =>
  (100 * share)
    .toFixed(1)
    .replace(/^-0\.0$/, "0.0")
    .replace("-", "−");

/** A difference of shares in points, with its sign. */
export const points = (difference: number): string => {
  const told = percent(difference);
  return difference > 0 && told !== "0.0" ? `+${told}` : told;
};
