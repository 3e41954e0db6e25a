import { accessSync, constants, mkdtempSync, rmdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { CosmoError } from "../domain/cosmo-error.ts";
import { cannotOpen, isDiskFull, primaryCodeOf } from "./state-failure.ts";

/** How long a reading or writing waits for another process before it gives up. */
export const busyTimeoutMs = 10_000;

/** Whether a folder, or where it would be made, lies where nobody may write, such as a container's read-only mount. */
export function isReadOnly(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return false;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" && dirname(folder) !== folder) return isReadOnly(dirname(folder));
    // Whoever lacks the permission too is told of that first.
    return code === "EROFS" || (code === "EACCES" && isMountedToRead(folder));
  }
}

/** Whether making something there fails for its mount. */
function isMountedToRead(folder: string): boolean {
  try {
    rmdirSync(mkdtempSync(join(folder, "look-")));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EROFS";
  }
}

/**
 * Opens an SQLite file of a read-only file system: to read, and each write is an error. A file that is not there, or that nothing was
 * written to, is an empty one.
 *
 * @param migrations how many the file must have seen
 * @throws CosmoError STATE_UNUSABLE where the file is of an older cosmo, or was left in the middle of writing: neither can be put
 * right here
 */
export function openToRead(file: string, migrations: readonly string[]): DatabaseSync {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0) {
    const empty = new DatabaseSync(":memory:");
    for (const sql of migrations) empty.exec(sql);
    empty.exec(`PRAGMA user_version = ${migrations.length}; PRAGMA query_only = 1`);
    return empty;
  }
  const database = opened(file);
  try {
    const seen = versionOf(database);
    if (seen < migrations.length) {
      throw notHere(
        file,
        `is of an older cosmo (version ${seen}, this one has ${migrations.length})`,
      );
    }
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Where another process writes through a mount of its own, its files beside this one are there, and SQLite reads them too. Where
 * nobody does they are not, and can't be made, be it for a full disk: then the file is whole as it is. Both come and go with each command.
 */
function opened(file: string): DatabaseSync {
  for (let waitedMs = 0; ; waitedMs += betweenLooksMs) {
    const database = new DatabaseSync(file, { readOnly: true, timeout: busyTimeoutMs });
    try {
      versionOf(database);
      return database;
    } catch (error) {
      database.close();
      if (primaryCodeOf(error) !== cannotOpen && !isDiskFull(error)) throw error;
    }
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) === 0) {
      const whole = pathToFileURL(file);
      whole.search = "immutable=1";
      return new DatabaseSync(whole, { readOnly: true });
    }
    if (waitedMs >= comingAndGoingMs) throw notHere(file, "was left in the middle of writing");
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, betweenLooksMs);
  }
}

/** So long the files of another process may be halfway there, or halfway gone. */
const comingAndGoingMs = 1000;
const betweenLooksMs = 50;
const versionOf = (database: DatabaseSync): number =>
  Number(database.prepare("PRAGMA user_version").get()?.["user_version"]);

const notHere = (file: string, reason: string): CosmoError =>
  new CosmoError("STATE_UNUSABLE", `${file} ${reason}, and ${dirname(file)} is read-only`, {
    hint: "Run `cosmo status` once where the workspace may be written, which puts it right.",
    exitCode: 2,
  });
