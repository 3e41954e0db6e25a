/** A figure of a report with its 95 % interval; null where it can't be taken. */
type Figure = {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number];
} | null;

const percent = (share: number): string => `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)}`;

/** A share, in per cent. */
export const share = (value: Figure): string =>
  value === null
    ? "–"
    : `${percent(value.mean)} % [${percent(value.interval[0])}, ${percent(value.interval[1])}]`;

/** A number from 0 to 1 with two digits, as areas under curves are told. */
export const ratio = (value: Figure): string =>
  value === null
    ? "–"
    : `${value.mean.toFixed(2)} [${value.interval[0].toFixed(2)}, ${value.interval[1].toFixed(2)}]`;
