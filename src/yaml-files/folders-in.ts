import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { YamlFaults } from "./read-yaml-file.ts";

/**
 * The folders in a folder, in order of name, as paths below `parent`.
 * @throws what `faults` make, where the folder can't be read or has no folder in it
 */
export async function foldersIn(
  parent: string,
  folder: string,
  faults: YamlFaults,
): Promise<readonly string[]> {
  const path = join(parent, folder);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw faults.missing(path, error);
  });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  if (names.length === 0) throw faults.invalid(folder, "there is no folder in it");
  return names.toSorted().map((name) => `${folder}/${name}`);
}
