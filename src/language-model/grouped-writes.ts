import { setImmediate as nextTurn } from "node:timers/promises";

/** Writes that many callers ask for, made together once in each turn of the event loop. */
export interface GroupedWrites {
  /** Resolves when it is done, and rejects where the group failed: then nothing of the group was done. */
  now(write: () => void): Promise<void>;
  /** With the next group; where that fails, with the one after it. */
  soon(write: () => void): void;
  /** Does all that waits. @throws what a write throws */
  flush(): void;
  /** From here on nothing is done any more. */
  close(): void;
}

interface Waiting {
  readonly write: () => void;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** @param together does a group, whole or not at all */
export function groupedWrites(together: (group: () => void) => void): GroupedWrites {
  let soon: (() => void)[] = [];
  let waiting: Waiting[] = [];
  let isPlanned = false;
  let isClosed = false;

  const flush = (): void => {
    const [later, asked] = [soon, waiting];
    [soon, waiting] = [[], []];
    if (later.length + asked.length === 0) return;
    try {
      together(() => {
        for (const write of later) write();
        for (const { write } of asked) write();
      });
    } catch (error) {
      soon = [...later, ...soon];
      for (const { failed } of asked) failed(error);
      throw error;
    }
    for (const { done } of asked) done();
  };
  const plan = async (): Promise<void> => {
    if (isPlanned) return;
    isPlanned = true;
    await nextTurn();
    isPlanned = false;
    if (!isClosed) flush();
  };
  // Who waits hears of a failure; what nobody waits for is tried again.
  const planned = (): void => void plan().catch(() => {});

  return {
    now: (write) =>
      new Promise((done, failed) => {
        waiting.push({ write, done, failed });
        planned();
      }),
    soon(write) {
      soon.push(write);
      planned();
    },
    flush,
    close() {
      isClosed = true;
    },
  };
}
