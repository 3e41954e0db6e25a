import { CosmoError } from "../domain/cosmo-error.ts";
import type { StateDatabase } from "./state-database.ts";

/**
 * Runs the SQL texts that the file has not seen, each in a transaction of its own with the rise of
 * the file's version (SQLite's `user_version`), so that a stop in between leaves a whole file.
 *
 * @throws CosmoError STATE_TOO_NEW where the file has seen more than there are
 */
export function migrate(database: StateDatabase, migrations: readonly string[]): void {
  const version = database.prepare<{ user_version: number }>("PRAGMA user_version");
  const seen = (): number => version.get()?.user_version ?? 0;

  if (seen() > migrations.length) {
    throw new CosmoError(
      "STATE_TOO_NEW",
      `${database.file} was written by a newer cosmo (version ${seen()} of the file, this one knows ${migrations.length})`,
      { hint: "Update cosmo, or work in another workspace.", exitCode: 2 },
    );
  }
  migrations.forEach((sql, index) => {
    if (seen() > index) return;
    database.transaction(() => {
      // Another process may have been first while this one waited for the lock.
      if (seen() > index) return;
      database.execute(sql);
      database.execute(`PRAGMA user_version = ${index + 1}`);
    });
  });
}
