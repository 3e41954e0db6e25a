import type { DatabaseSync } from "node:sqlite";
import type { CosmoError } from "../domain/cosmo-error.ts";
import { primaryCodeOf, readOnly, stateFailure } from "./state-failure.ts";

/** What a column takes and gives. There are no booleans in SQLite: write 0 and 1. */
export type StateValue = null | number | bigint | string | Uint8Array;

/** A prepared statement. `Row` is what one result row looks like, as the SQL names its columns. */
export interface StateStatement<Row> {
  /** @returns how many rows were changed */
  run(...values: readonly StateValue[]): number;
  /** The first row. All are read, so the SQL says LIMIT 1 where there may be many. */
  get(...values: readonly StateValue[]): Row | undefined;
  all(...values: readonly StateValue[]): readonly Row[];
}

/**
 * An open SQLite file. Everything is synchronous and durable as `synchronous` says when it returns.
 *
 * Integers beyond 2^53 are never rounded: reading one throws a RangeError.
 * @throws CosmoError DISK_FULL, STATE_DAMAGED, STATE_BUSY or STATE_UNUSABLE, from every function
 */
export interface StateDatabase {
  readonly file: string;
  /** Whether it lies where nobody may or can write: then each write is an error. */
  readonly isReadOnly: boolean;
  /** Prepare once, beside the opening, and keep the statement. */
  prepare<Row = unknown>(sql: string): StateStatement<Row>;
  /** Runs SQL text of one or more statements. */
  execute(sql: string): void;
  /** All that `work` writes, or nothing of it where it throws. `work` is synchronous; not nested. */
  transaction<Result>(work: () => Result): Result;
  close(): void;
}

/** How a file was opened. */
export interface OpenedState {
  readonly isReadOnly: boolean;
  /** Why it is read-only, where the disk is full. */
  readonly full?: CosmoError | undefined;
}

export function stateDatabase(
  file: string,
  database: DatabaseSync,
  { isReadOnly, full }: OpenedState,
): StateDatabase {
  const guarded = <Result>(work: () => Result): Result => {
    try {
      return work();
    } catch (error) {
      throw full !== undefined && primaryCodeOf(error) === readOnly
        ? full
        : stateFailure(error, file);
    }
  };
  return {
    file,
    isReadOnly,
    prepare: <Row>(sql: string): StateStatement<Row> => {
      const statement = guarded(() => database.prepare(sql));
      return {
        run: (...values) => guarded(() => Number(statement.run(...values).changes)),
        // Not `statement.get`: after INSERT … RETURNING it drops the error of the commit, such as
        // that of a full disk (Node 24.21).
        get: (...values) => guarded(() => statement.all(...values)[0] as Row | undefined),
        all: (...values) => guarded(() => statement.all(...values) as Row[]),
      };
    },
    execute: (sql) => guarded(() => database.exec(sql)),
    transaction: (work) => {
      guarded(() => database.exec("BEGIN IMMEDIATE"));
      try {
        const result = work();
        guarded(() => database.exec("COMMIT"));
        return result;
      } catch (error) {
        // SQLite has already rolled back by itself after a full disk.
        if (database.isTransaction) guarded(() => database.exec("ROLLBACK"));
        throw error;
      }
    },
    close: () => guarded(() => database.close()),
  };
}
