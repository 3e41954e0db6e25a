import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { openStateDatabase } from "../state/open-state-database.ts";

const migrations = ["CREATE TABLE keys (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"];

/**
 * The keyed hash under which customers are stored. Its key is made once for a workspace and lies in
 * `people.db`; without it nobody gets from an event to a customer.
 */
export function customerHash(stateFolder: string): (id: string) => string {
  const database = openStateDatabase(join(stateFolder, "people.db"), {
    migrations,
    synchronous: "full",
  });
  try {
    const find = database.prepare<{ value: Uint8Array }>(
      "SELECT value FROM keys WHERE name = 'customer'",
    );
    if (find.get() === undefined) {
      database.prepare("INSERT OR IGNORE INTO keys VALUES ('customer', ?)").run(randomBytes(32));
    }
    const key = find.get()?.value;
    if (key === undefined) throw new Error("people.db kept no customer key");
    return (id) => createHmac("sha256", key).update(id).digest("hex").slice(0, 24);
  } finally {
    database.close();
  }
}
