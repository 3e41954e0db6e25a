import { chmodSync, closeSync, existsSync, openSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { busy, primaryCodeOf, stateFailure } from "./state-failure.ts";

/** A look at a lock holds it for a moment: whoever takes it waits for that. */
const lookMs = 500;

export interface FileLock {
  release(): void;
}

/**
 * Takes the operating system's lock on a file, by way of SQLite, which writes nothing for it: it holds for all who see the file, also
 * from other containers, and ends with the process, however that ends. The file stays.
 *
 * @returns null where somebody holds it, be it this process
 * @throws CosmoError DISK_FULL, STATE_UNUSABLE
 */
export function lockFile(file: string): FileLock | null {
  let database: DatabaseSync | undefined;
  try {
    const isNew = !existsSync(file);
    // SQLite would open what may only be read, and two who read don't shut each other out.
    closeSync(openSync(file, "a"));
    // Whoever may write in the folder may take it, whoever made it.
    if (isNew) chmodSync(file, 0o666);
    database = new DatabaseSync(file, { timeout: lookMs });
    // Else it writes a journal for a file that is still empty.
    database.exec("PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database?.close();
    if (primaryCodeOf(error) === busy) return null;
    throw stateFailure(error, file);
  }
  const locked = database;
  return { release: () => locked.close() };
}

/** Whether another process holds the lock on a file. Not to be asked by who holds it. */
export function isLocked(file: string): boolean {
  if (!existsSync(file)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { readOnly: true });
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch (error) {
    if (primaryCodeOf(error) === busy) return true;
    throw stateFailure(error, file);
  } finally {
    database?.close();
  }
}
