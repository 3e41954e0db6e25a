import { join } from "node:path";
import { openStateDatabase } from "../state/open-state-database.ts";
import type { StateDatabase } from "../state/state-database.ts";

const migrations = [
  "CREATE TABLE keys (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID",
  // Keyed hashes, and ISO 8601 times at which they were forgotten.
  "CREATE TABLE forgotten (customer TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
];

/** Opens `people.db`, which holds what can't be made again and is about people, for one piece of work. */
export function withPeople<Result>(
  stateFolder: string,
  work: (database: StateDatabase) => Result,
): Result {
  const file = join(stateFolder, "people.db");
  const database = openStateDatabase(file, { migrations, synchronous: "full" });
  try {
    return work(database);
  } finally {
    database.close();
  }
}
