import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
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
 * opened to read.
 *
 * @throws CosmoError STATE_TOO_NEW where a newer cosmo wrote the file, and what StateDatabase throws
 * @example
 * const database = openStateDatabase("/tmp/cosmo-example/run.db", {
 *   migrations: ["CREATE TABLE seen (id TEXT PRIMARY KEY) STRICT"],
 *   synchronous: "normal",
 * });
 */
export function openStateDatabase(file: string, options: StateDatabaseOptions): StateDatabase {
  let connection: DatabaseSync;
  const isToRead = isReadOnly(dirname(file));
  try {
    connection = isToRead ? openToRead(file, options.migrations) : openToWrite(file);
  } catch (error) {
    throw stateFailure(error, file);
  }
  const database = stateDatabase(file, connection, isToRead);
  try {
    if (!isToRead) {
      database.execute(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${options.synchronous}`);
    }
    migrate(database, options.migrations);
    return database;
  } catch (error) {
    connection.close();
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
