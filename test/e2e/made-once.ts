import { existsSync, mkdtempSync, renameSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "./cosmo-command.ts";

/** A folder of the whole run, which names it to its processes; a test file that is run by itself has one of its own. */
const shared = process.env["COSMO_TEST_RUN"] ?? temporaryFolder();

/** Of this process, by name. */
const made = new Map<string, Promise<string>>();

/**
 * The folder of that name, as the first test file that asks for it makes it; for the others to read or copy, never to change.
 * Of several processes that make it at once, one's is kept.
 */
export function madeOnce(name: string, make: (folder: string) => Promise<void>): Promise<string> {
  const folder = made.get(name) ?? madeInShared(name, make);
  made.set(name, folder);
  return folder;
}

async function madeInShared(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(shared, name);
  if (existsSync(folder)) return folder;
  const aside = mkdtempSync(join(shared, `${name}-`));
  await make(aside);
  try {
    renameSync(aside, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
