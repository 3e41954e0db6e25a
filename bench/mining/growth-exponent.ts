/**
 * The slope of log y over log x, by least squares: 1 where y grows as x does, 2 where it grows as its square.
 * NaN for fewer than two different x.
 */
export function growthExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanOf = (place: 0 | 1): number =>
    logs.reduce((sum, log) => sum + log[place], 0) / logs.length;
  const [meanX, meanY] = [meanOf(0), meanOf(1)];
  const together = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const alone = logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return alone === 0 ? Number.NaN : together / alone;
}
