/** The text before the first of the stop strings in it, or undefined where there is none. */
export function cutAtStop(text: string, stop: readonly string[]): string | undefined {
  const found = stop.map((one) => (one === "" ? -1 : text.indexOf(one))).filter((at) => at >= 0);
  return found.length === 0 ? undefined : text.slice(0, Math.min(...found));
}
