/**
 * Which of the waiting requests a free worker should take: the first that begins like what the worker
 * has evaluated already, else the first that begins like nothing another worker holds (that one will
 * be faster at its own), else the first.
 *
 * @param waiting beginnings of the waiting requests, in the order of asking; undefined: has none
 * @param held what the free worker has evaluated
 * @param heldElsewhere what the other workers have evaluated
 * @returns an index of `waiting`, or undefined where nothing waits
 */
export function chooseWork(
  waiting: readonly (string | undefined)[],
  held: string | undefined,
  heldElsewhere: ReadonlySet<string | undefined>,
): number | undefined {
  if (waiting.length === 0) return undefined;
  const alike = held === undefined ? -1 : waiting.indexOf(held);
  if (alike >= 0) return alike;
  const unheld = waiting.findIndex((beginning) => !heldElsewhere.has(beginning));
  return Math.max(unheld, 0);
}
