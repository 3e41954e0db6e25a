import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { CosmoError } from "../domain/cosmo-error.ts";
import { migrate } from "./migrate.ts";
import { busyTimeoutMs, isReadOnly, openToRead } from "./read-state-database.ts";
import { type StateDatabase, stateDatabase } from "./state-database.ts";
import { stateFailure } from "./state-failure.ts";

export interface StateDatabaseOptions {
  /** SQL texts, oldest first; the file's version is how many of them it has seen. Never edit one. */
  readonly migrations: readonly string[];
  /** `full`: what is committed survives a power cut. `normal`: it survives the end of the process. */
  readonly synchronous: "normal" | "full";
}

/**
 * Opens an SQLite file, makes it and its folder where they are missing, and brings it up to date.
 * What it makes nobody but the owner may read; what is there keeps its permissions. On a read-only file system it is
 * opened to read, and so it is on a full disk: what frees the disk is still to be had.
 *
 * @throws CosmoError STATE_TOO_NEW where a newer cosmo wrote the file, and what StateDatabase throws
 * @example
 * const database = openStateDatabase("/tmp/cosmo-example/run.db", {
 *   migrations: ["CREATE TABLE seen (id TEXT PRIMARY KEY) STRICT"],
 *   synchronous: "normal",
 * });
 */
export function openStateDatabase(file: string, options: StateDatabaseOptions): StateDatabase {
  try {
    return isReadOnly(dirname(file)) ? openedToRead(file, options) : openedToWrite(file, options);
  } catch (error) {
    if (!(error instanceof CosmoError && error.code === "DISK_FULL")) throw error;
    return openedToRead(file, options, error);
  }
}

/** @param full why nothing can be written; undefined: nobody may */
function openedToRead(
  file: string,
  { migrations }: StateDatabaseOptions,
  full?: CosmoError,
): StateDatabase {
  let connection: DatabaseSync;
  try {
    connection = openToRead(file, migrations);
  } catch (error) {
    throw full ?? stateFailure(error, file);
  }
  return checked(stateDatabase(file, connection, { isReadOnly: true, full }), migrations);
}

function openedToWrite(
  file: string,
  { migrations, synchronous }: StateDatabaseOptions,
): StateDatabase {
  let connection: DatabaseSync;
  try {
    connection = openToWrite(file);
  } catch (error) {
    throw stateFailure(error, file);
  }
  const database = stateDatabase(file, connection, { isReadOnly: false });
  try {
    database.execute(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}`);
  } catch (error) {
    connection.close();
    throw error;
  }
  return checked(database, migrations);
}

/** Brings it up to date; one that can't be is closed. */
function checked(database: StateDatabase, migrations: readonly string[]): StateDatabase {
  try {
    migrate(database, migrations);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function openToWrite(file: string): DatabaseSync {
  makePrivately(file);
  return new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true });
}

/** An empty file is a database without tables to SQLite, whose other files take its permissions. */
function makePrivately(file: string): void {
  const folder = dirname(file);
  mkdirSync(dirname(folder), { recursive: true });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}
