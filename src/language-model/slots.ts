/** A number of places, handed out in the order of asking. */
export interface Slots {
  /** Waits for a place; rejects with the signal's reason as soon as it aborts. */
  take(signal: AbortSignal): Promise<void>;
  /** Gives a place back, once for each that was taken. */
  giveBack(): void;
}

/** @throws RangeError where `count` is no whole number from 1 */
export function slots(count: number): Slots {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`slots need a whole number from 1, got ${count}`);
  }
  let free = count;
  // A set keeps the order of asking and lets one who gave up leave from the middle.
  const waiting = new Set<() => void>();
  return {
    take: (signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        if (free > 0) {
          free--;
          resolve();
          return;
        }
        const enter = () => {
          signal.removeEventListener("abort", giveUp);
          resolve();
        };
        const giveUp = () => {
          waiting.delete(enter);
          reject(signal.reason);
        };
        waiting.add(enter);
        signal.addEventListener("abort", giveUp, { once: true });
      }),
    giveBack: () => {
      const [next] = waiting;
      if (next === undefined) {
        free++;
        return;
      }
      waiting.delete(next);
      next();
    },
  };
}
