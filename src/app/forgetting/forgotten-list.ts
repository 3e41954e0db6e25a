import { withPeople } from "../people-database.ts";

/** Who was forgotten, by keyed hashes, and when (ISO 8601): imports leave out what they did. */
export const forgottenCustomers = (stateFolder: string): ReadonlyMap<string, string> =>
  withPeople(
    stateFolder,
    (database) =>
      new Map(
        database
          .prepare<{ customer: string; at: string }>("SELECT customer, at FROM forgotten")
          .all()
          .map(({ customer, at }) => [customer, at]),
      ),
  );

/** Adds customers to the list; who is on it keeps the time. */
export function listForgotten(stateFolder: string, hashes: readonly string[], at: string): void {
  withPeople(stateFolder, (database) => {
    const add = database.prepare("INSERT OR IGNORE INTO forgotten VALUES (?, ?)");
    database.transaction(() => {
      for (const hash of hashes) add.run(hash, at);
    });
  });
}

/** Takes customers off the list. */
export function unlistForgotten(stateFolder: string, hashes: readonly string[]): void {
  withPeople(stateFolder, (database) => {
    const remove = database.prepare("DELETE FROM forgotten WHERE customer = ?");
    database.transaction(() => {
      for (const hash of hashes) remove.run(hash);
    });
  });
}
