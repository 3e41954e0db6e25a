import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { foldersIn } from "../artifact/folders-in.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";

/** Raised when the form of an index changes: an index of another form is compiled anew. */
export const indexFormat = 3;

/** What an index says of itself; written last, so that without it there is no index. */
export interface IndexManifest {
  readonly format: number;
  /** Content hash of the graph version that it was compiled from. */
  readonly content: string;
  readonly counts: {
    readonly heads: number;
    readonly nodes: number;
    readonly edges: number;
    /** Those of pairs: what is asserted of a type is looked up in no index. */
    readonly assertions: number;
  };
  /** Names of the relations, by the number that stands for them in the rows. */
  readonly relations: readonly string[];
  /** Sites that heads are of, in order. */
  readonly sites: readonly string[];
  /** Null where no encoder could be had: then no query is known by its nearness. */
  readonly vectors: VectorsManifest | null;
  /** What lies beside it, by file name. */
  readonly files: Readonly<Record<string, IndexFile>>;
}

export interface IndexFile {
  readonly bytes: number;
  readonly sha256: string;
}

export interface VectorsManifest {
  readonly encoder: string;
  readonly dimensions: number;
  readonly rows: number;
}

export const manifestName = "manifest.json";

/** Digits of a content that name its index. */
const digits = 20;

/** `CONTENT` or `CONTENT.N`: an index that is compiled again gets a name of its own, with the next number. */
const folderName = /^([0-9a-f]+)(?:\.(\d+))?$/;

/** Whether a folder is an index of this content. */
export const isIndexOf = (folder: string, content: string): boolean =>
  folderName.exec(basename(folder))?.[1] === content.slice(0, digits);

const numberOf = (folder: string): number => Number(folderName.exec(basename(folder))?.[2] ?? 1);

/**
 * The folder of a content's newest index below that of all indexes; where there is none, the one that it
 * would have.
 */
export async function indexFolder(indexes: string, content: string): Promise<string> {
  const own = (await foldersIn(indexes)).filter((name) => isIndexOf(name, content));
  const [newest] = own.toSorted((a, b) => numberOf(b) - numberOf(a));
  return join(indexes, newest ?? content.slice(0, digits));
}

/** The name for an index that takes the place of this one. */
export const folderAfter = (folder: string, content: string): string =>
  join(folder, "..", `${content.slice(0, digits)}.${numberOf(folder) + 1}`);

/** Another one for each index that takes the place of an earlier one; undefined where none is there. */
export async function indexMark(indexes: string, content: string): Promise<string | undefined> {
  try {
    const folder = await indexFolder(indexes, content);
    const { ino, mtimeMs } = await stat(join(folder, manifestName));
    return `${basename(folder)} ${ino} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}

/**
 * @returns undefined where there is no index
 * @throws CosmoError INDEX_DAMAGED where the manifest is cut short
 */
export function readManifest(folder: string): Promise<IndexManifest | undefined> {
  return readJsonFile<IndexManifest>(join(folder, manifestName), {
    code: "INDEX_DAMAGED",
    hint: compileAnew(folder),
  });
}

/** The next step where an index can't be used. */
export const compileAnew = (folder: string): string =>
  `Remove the folder ${folder} and run \`cosmo run\`: it is compiled anew.`;

/** Whether an index is one of this content in today's form. */
export const isCurrent = (manifest: IndexManifest | undefined, content: string): boolean =>
  manifest?.format === indexFormat && manifest.content === content;
