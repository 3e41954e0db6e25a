/**
 * The value below which `percent` of the values lie, interpolated linearly between the two nearest:
 * with n sorted values x[0] … x[n-1], the value at place (n - 1) · percent / 100 (definition 7 of
 * Hyndman and Fan 1996, the default of NumPy and R). Values in any order.
 *
 * @example percentile([15, 20, 35, 40, 50], 40) // 29
 * @throws RangeError without values, or unless 0 <= percent <= 100
 */
export function percentile(values: readonly number[], percent: number): number {
  if (values.length === 0 || !(percent >= 0 && percent <= 100)) {
    throw new RangeError(
      `expected values and 0 <= percent <= 100, got ${values.length} values and ${percent}`,
    );
  }
  const sorted = values.toSorted((a, b) => a - b);
  const place = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}
