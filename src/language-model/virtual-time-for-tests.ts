import { setImmediate as turn } from "node:timers/promises";
import type { Sleep } from "./sleep.ts";

export interface VirtualTime {
  readonly clock: () => number;
  readonly sleep: Sleep;
  /** Lets time pass, sleeper after sleeper, until `work` is done. */
  until<Result>(work: Promise<Result>): Promise<Result>;
}

/** Time that passes only while all sleep. */
export function virtualTime(): VirtualTime {
  let now = 0;
  const sleepers = new Set<{ readonly at: number; readonly wake: () => void }>();
  return {
    clock: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const sleeper = { at: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(signal.reason);
        });
      }),
    async until(work) {
      let done = false;
      const end = () => {
        done = true;
      };
      work.then(end, end);
      while (true) {
        await turn();
        if (done) return work;
        const [next] = [...sleepers].toSorted((a, b) => a.at - b.at);
        if (next === undefined) throw new Error("nobody sleeps and the work is not done");
        sleepers.delete(next);
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}
