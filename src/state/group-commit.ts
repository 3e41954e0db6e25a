import { setTimeout as gathered } from "node:timers/promises";
import { askThread } from "./commit-thread.ts";
import type { StateDatabaseOptions } from "./open-state-database.ts";
import type { StateValue } from "./state-database.ts";

/** @returns the rows of `RETURNING`, once the commit that holds the write is done */
export type GroupedStatement<Row> = (...values: readonly StateValue[]) => Promise<readonly Row[]>;

/** Writes to an SQLite file whose commits block no event loop. */
export interface GroupCommit {
  prepare<Row = unknown>(sql: string): GroupedStatement<Row>;
  /** Waits for what was written before. */
  close(): Promise<void>;
}

interface Write {
  readonly statement: number;
  readonly values: readonly StateValue[];
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: unknown) => void;
}

let opened = 0;

/** Those who write within so many milliseconds go together: a commit costs much more than a row of it. */
const gatherMs = 4;

/**
 * Group commit: what is written while a commit is on goes into the next one, in the order of writing,
 * and all of a group is written or none of it. Commits are made in a thread that all files share.
 *
 * @throws CosmoError what `openStateDatabase` and StateDatabase throw, from every write of the group
 */
export function openGroupCommit(file: string, options: StateDatabaseOptions): GroupCommit {
  const database = ++opened;
  const statements: string[] = [];
  let waiting: Write[] = [];
  let committing: Promise<void> | undefined;
  let used = false;
  let closed = false;

  const commit = async (): Promise<void> => {
    while (waiting.length > 0) {
      await gathered(gatherMs);
      const group = waiting;
      waiting = [];
      try {
        const rows = await askThread({
          kind: "write",
          ...{ database, file, options, statements },
          writes: group.map(({ statement, values }) => [statement, values]),
        });
        group.forEach(({ resolve }, place) => {
          resolve(rows[place] ?? []);
        });
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    committing = undefined;
  };

  return {
    prepare: <Row>(sql: string): GroupedStatement<Row> => {
      const statement = statements.push(sql) - 1;
      return (...values) =>
        new Promise((resolve, reject) => {
          if (closed) throw new Error(`${file} is closed`);
          used = true;
          waiting.push({
            ...{ statement, values, reject },
            resolve: resolve as (rows: readonly unknown[]) => void,
          });
          committing ??= commit();
        });
    },
    async close() {
      if (closed) return;
      closed = true;
      await committing;
      if (used) await askThread({ kind: "close", database });
    },
  };
}
