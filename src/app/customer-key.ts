import { createHmac, createSecretKey, randomBytes } from "node:crypto";
import type { StateDatabase } from "../state/state-database.ts";
import { withPeople } from "./people-database.ts";

export type CustomerHash = (id: string) => string;

/**
 * The keyed hash under which customers are stored. Its key is made once for a workspace and lies in
 * `people.db`; without it nobody gets from an event to a customer.
 */
export function customerHash(stateFolder: string): CustomerHash {
  const hash = withPeople(stateFolder, (database) => {
    if (keyIn(database) === undefined) {
      database.prepare("INSERT OR IGNORE INTO keys VALUES ('customer', ?)").run(randomBytes(32));
    }
    return hashBy(keyIn(database));
  });
  if (hash === null) throw new Error("people.db kept no customer key");
  return hash;
}

/** The same hash of events that are there already; null where its key is not. */
export const knownCustomerHash = (stateFolder: string): CustomerHash | null =>
  withPeople(stateFolder, (database) => hashBy(keyIn(database)));

const keyIn = (database: StateDatabase): Uint8Array | undefined =>
  database.prepare<{ value: Uint8Array }>("SELECT value FROM keys WHERE name = 'customer'").get()
    ?.value;

function hashBy(bytes: Uint8Array | undefined): CustomerHash | null {
  if (bytes === undefined) return null;
  // A key that is made once: from bytes each hash takes seven times as long, a fifth of an import.
  const key = createSecretKey(bytes);
  return (id) => createHmac("sha256", key).update(id).digest("hex").slice(0, 24);
}
