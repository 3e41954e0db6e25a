import type { Bin } from "../answer-parts.ts";

/**
 * Where a value lies among bins that are drawn equally wide, from 0 to their number: within its bin by its logarithm
 * where both bounds are above 0, else in proportion; in a bin without one of the bounds in the middle.
 */
export function placeAmong(bins: readonly Pick<Bin, "least" | "below">[], value: number): number {
  const place = bins.findIndex(({ below }) => below === null || value < below);
  const { least, below } = bins[place] ?? { least: null, below: null };
  if (value === least) return place;
  if (least === null || below === null) return place + 0.5;
  const scale = least > 0 ? Math.log : (number: number) => number;
  return place + (scale(value) - scale(least)) / (scale(below) - scale(least));
}
