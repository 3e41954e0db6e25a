import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onDisk } from "../artifact/durable.ts";
import { CosmoError } from "../domain/cosmo-error.ts";
import { configurationFile } from "./read-configuration.ts";

const inItsPlace = "a file is in its place";

/** Why a folder can't be made, by the system's name for it. */
const noFolder: Readonly<Record<string, string>> = {
  EEXIST: inItsPlace,
  ENOTDIR: inItsPlace,
  ENAMETOOLONG: "the name is too long",
  ENOENT: "the folder that it is to be in can't be made",
};

/**
 * Makes a folder a workspace by writing a commented `cosmo.yaml` into it.
 * @param changes lines put before the comments
 * @throws CosmoError WORKSPACE_EXISTS, NOT_A_FOLDER
 */
export async function initWorkspace(folder: string, changes = ""): Promise<string> {
  const example = new URL("./example-configuration.yaml", import.meta.url);
  const file = join(folder, configurationFile);
  await onDisk(folder, async () => {
    await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
      const reason = noFolder[error.code ?? ""];
      if (reason === undefined) throw error;
      throw new CosmoError("NOT_A_FOLDER", `${folder} can't be a folder: ${reason}`, {
        hint: "Name another folder: `cosmo init FOLDER`.",
        cause: error,
        exitCode: 2,
      });
    });
    const aside = `${file}.${process.pid}.temporary`;
    try {
      await writeFile(aside, `${changes}${await readFile(example, "utf8")}`);
      // A link appears with its content, and never over another file.
      await link(aside, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      throw new CosmoError("WORKSPACE_EXISTS", `${file} is there already`, {
        hint: "It is left as it is. Edit it, or make another workspace: `cosmo init OTHER-FOLDER`.",
        exitCode: 2,
      });
    } finally {
      await rm(aside, { force: true });
    }
  });
  return file;
}
