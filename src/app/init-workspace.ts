import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onDisk } from "../artifact/durable.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { configurationFile } from "./read-configuration.ts";

/**
 * Makes a folder a workspace by writing a commented `cosmo.yaml` into it.
 * @param changes lines put before the comments
 * @throws CosmoError WORKSPACE_EXISTS
 */
export async function initWorkspace(folder: string, changes = ""): Promise<string> {
  const example = new URL("./example-configuration.yaml", import.meta.url);
  const file = join(folder, configurationFile);
  await onDisk(folder, async () => {
    await mkdir(folder, { recursive: true });
    try {
      await writeFile(file, `${changes}${await readFile(example, "utf8")}`, { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      throw new CosmoError("WORKSPACE_EXISTS", `${file} is there already`, {
        hint: "It is left as it is. Edit it, or make another workspace: `cosmo init OTHER-FOLDER`.",
        exitCode: 2,
      });
    }
  });
  return file;
}
