import { percentile } from "../../src/statistics/percentile.ts";

/** How whole numbers are spread. Mean and percentiles are null where there are none. */
export interface Distribution {
  readonly count: number;
  readonly mean: number | null;
  readonly median: number | null;
  readonly percentile90: number | null;
  readonly largest: number | null;
  /** Of each value from the smallest to the largest; the last stands for itself and all above. */
  readonly shares: readonly { readonly value: number; readonly share: number }[];
}

/** @param last values from this one on are put together in `shares` */
export function distributionOf(values: readonly number[], last: number): Distribution {
  const count = values.length;
  const smallest = values.reduce(
    (least, value) => Math.min(least, value),
    Number.POSITIVE_INFINITY,
  );
  const largest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const counts = new Map<number, number>();
  for (const value of values) {
    const place = Math.min(value, last);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  const width = count === 0 ? 0 : Math.min(largest, last) - Math.min(smallest, last) + 1;
  return {
    count,
    mean: shareOf(
      values.reduce((sum, value) => sum + value, 0),
      count,
    ),
    median: count === 0 ? null : percentile(values, 50),
    percentile90: count === 0 ? null : percentile(values, 90),
    largest: count === 0 ? null : largest,
    shares: Array.from({ length: width }, (_, index) => {
      const value = Math.min(smallest, last) + index;
      return { value, share: (counts.get(value) ?? 0) / count };
    }),
  };
}

/** Null where there is nothing to take a share of. */
export const shareOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : part / whole;

/** Of the values that are this one, which must lie before the last. */
export const shareAt = ({ shares }: Distribution, wanted: number): number | null =>
  shareWhere(shares, (value) => value === wanted);

/** Of this value and all above it. */
export const shareFrom = ({ shares }: Distribution, least: number): number | null =>
  shareWhere(shares, (value) => value >= least);

const shareWhere = (
  shares: Distribution["shares"],
  holds: (value: number) => boolean,
): number | null =>
  shares.length === 0
    ? null
    : shares.reduce((sum, { value, share }) => sum + (holds(value) ? share : 0), 0);
