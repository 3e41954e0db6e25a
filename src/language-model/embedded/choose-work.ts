/** A worker, as far as choosing goes. */
export interface Chooser {
  /** How many requests it works on. */
  readonly load: number;
  /** How many it works on at most. */
  readonly width: number;
  /** The beginnings that it has evaluated. */
  readonly held: ReadonlySet<string>;
}

/** Places in the lists that were given. */
export interface Chosen {
  readonly worker: number;
  readonly request: number;
}

/**
 * Which worker should take which of the waiting requests next. The worker with least to do comes first.
 * It takes the first request that begins like what it has evaluated, else the first that begins like
 * nothing that another one holds. What another one holds it leaves to that one as long as that has
 * room, and after that as long as no more wait than it could take itself: to evaluate a beginning again
 * takes about as long as to answer so many. With more it helps.
 *
 * @param waiting beginnings of the waiting requests, in the order of asking; undefined: has none
 * @returns undefined where nothing waits or nobody has room
 */
export function chooseWork(
  waiting: readonly (string | undefined)[],
  workers: readonly Chooser[],
): Chosen | undefined {
  const holds = ({ held }: Chooser, beginning: string | undefined): boolean =>
    beginning !== undefined && held.has(beginning);
  const open = workers
    .map((chooser, worker) => ({
      chooser,
      worker,
      alike: waiting.findIndex((b) => holds(chooser, b)),
    }))
    .filter(({ chooser: { load, width } }) => load < width)
    // Among equals those that hold what is asked, so that a newly come request wakes no other one.
    .sort((a, b) => a.chooser.load - b.chooser.load || Number(b.alike >= 0) - Number(a.alike >= 0));
  for (const { chooser, worker, alike } of open) {
    if (alike >= 0) return { worker, request: alike };
    const unheld = waiting.findIndex((b) => !workers.some((other) => holds(other, b)));
    if (unheld >= 0) return { worker, request: unheld };
    const { width } = chooser;
    const left = waiting.findIndex(
      (b) =>
        !open.some((other) => holds(other.chooser, b)) &&
        waiting.filter((other) => other === b).length > width,
    );
    if (left >= 0) return { worker, request: left };
  }
  return undefined;
}
