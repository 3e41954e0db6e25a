import { setTimeout as gathered } from "node:timers/promises";

/** Writes that may wait are made together with the next one that may not, or some milliseconds later. */
export interface GroupedWrites {
  /** Done when it returns; where it throws, nothing of the group was done, and what may wait goes into the next one. */
  now<Result>(write: () => Result): Result;
  /** With the next group. */
  soon(write: () => void): void;
  /** Does all that waits. @throws what a write throws */
  flush(): void;
  /** From here on nothing is done any more. */
  close(): void;
}

/** Long enough for a write to come that may not wait, while calls are made. */
const gatherMs = 50;

/** @param together does a group, whole or not at all */
export function groupedWrites(together: <Result>(group: () => Result) => Result): GroupedWrites {
  let waiting: (() => void)[] = [];
  let isPlanned = false;
  let isClosed = false;

  const now = <Result>(write: () => Result): Result => {
    const group = waiting;
    waiting = [];
    try {
      return together(() => {
        for (const one of group) one();
        return write();
      });
    } catch (error) {
      waiting = [...group, ...waiting];
      throw error;
    }
  };
  const flush = (): void => {
    if (waiting.length > 0) now(() => {});
  };
  const plan = async (): Promise<void> => {
    isPlanned = true;
    await gathered(gatherMs, undefined, { ref: false });
    isPlanned = false;
    if (!isClosed) flush();
  };

  return {
    now,
    soon(write) {
      waiting.push(write);
      // Nobody waits for it: where it fails, it is tried again with the next group.
      if (!isPlanned) plan().catch(() => {});
    },
    flush,
    close() {
      isClosed = true;
    },
  };
}
