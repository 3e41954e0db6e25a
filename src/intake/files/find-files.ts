import { glob, readdir, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { nearestNames } from "../nearest-names.ts";
import { endingOf } from "./format.ts";

export interface SourceFile {
  readonly path: string;
  /** The file's name in rejects: below the folder that all files share, so equal on every machine. */
  readonly name: string;
  /** What its text is in, as `requireEncoding` gives it; null, or not there: UTF-8, or what its first bytes say. */
  readonly encoding?: string | null;
}

/**
 * The files behind paths, folders (with the folders in them) and globs, sorted, each once.
 * In folders, `takes` says which names are taken; a file named outright is always taken.
 *
 * @param encoding of all of them; null: nothing is said
 * @throws CosmoError FILE_NOT_FOUND, FOLDER_WITHOUT_FILES
 */
export async function findFiles(
  paths: readonly string[],
  takes: (name: string) => boolean,
  encoding: string | null = null,
): Promise<readonly SourceFile[]> {
  const found = new Map<string, string>();
  for (const path of paths) {
    for (const file of await filesOf(path, takes)) found.set(resolve(file), file);
  }
  const absolute = [...found.keys()].sort();
  const shared = sharedFolder(absolute);
  return absolute.map((path) => ({
    path: found.get(path) ?? path,
    name: relative(shared, path).split(sep).join("/"),
    encoding,
  }));
}

async function filesOf(path: string, takes: (name: string) => boolean): Promise<readonly string[]> {
  const kind = await kindOf(path);
  if (kind === "file") return [path];
  if (kind === "folder") {
    const files = await filesBelow(path, takes);
    if (files.length > 0) return files;
    const [json] = await filesBelow(path, (name) => endingOf(name) === "json");
    throw new CosmoError("FOLDER_WITHOUT_FILES", `${path} holds no file that can be imported.`, {
      hint:
        json === undefined
          ? "Name the files themselves, or say --format; files are chosen by their endings."
          : `Its .json files, such as ${json}, are read with --format jsonl.`,
      exitCode: 2,
    });
  }
  if (/[*?[{]/.test(path)) {
    const files: string[] = [];
    for await (const match of glob(path)) {
      const kindOfMatch = await kindOf(match);
      if (kindOfMatch === "file") files.push(match);
      if (kindOfMatch === "folder") files.push(...(await filesBelow(match, takes)));
    }
    if (files.length > 0) return files;
  }
  throw await fileNotFound(path);
}

async function kindOf(path: string): Promise<"file" | "folder" | "absent"> {
  try {
    return (await stat(path)).isDirectory() ? "folder" : "file";
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return "absent";
    throw new CosmoError("FILE_UNREADABLE", `${path} cannot be read: ${String(code)}.`, {
      hint: "Check that you may read it (ls -l), then import again.",
      cause: error,
    });
  }
}

/** Names that begin with a point or an underscore belong to tools (`_SUCCESS`), not to the data. */
async function filesBelow(folder: string, takes: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => !entry.isDirectory() && !/^[._]/.test(entry.name) && takes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** That there is no such file, with names near it. */
export async function fileNotFound(path: string): Promise<CosmoError> {
  const folder = dirname(path);
  const names = await readdir(folder).catch(() => null);
  if (names === null) {
    return new CosmoError("FILE_NOT_FOUND", `There is no file ${path}: no folder ${folder}.`, {
      hint: "Check the path; it is taken from the current folder unless it begins with /.",
      exitCode: 2,
    });
  }
  const near = nearestNames(basename(path), names, 3);
  const others = near.length > 0 ? near : names.toSorted().slice(0, 5);
  return new CosmoError("FILE_NOT_FOUND", `There is no file ${path}.`, {
    hint:
      others.length === 0
        ? `The folder ${folder} is empty: check the path.`
        : `${near.length > 0 ? "Near it" : "There"}: ${others.map((name) => join(folder, name)).join(", ")}.`,
    exitCode: 2,
  });
}

function sharedFolder(files: readonly string[]): string {
  const [first, ...others] = files.map((file) => dirname(file).split(sep));
  if (first === undefined) return "";
  const differs = first.findIndex((part, index) => others.some((parts) => parts[index] !== part));
  return (differs === -1 ? first : first.slice(0, differs)).join(sep) || sep;
}
