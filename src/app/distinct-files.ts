import { fileHash } from "../artifact/file-hash.ts";
import { fileError } from "../intake/files/file-error.ts";
import type { SourceFile } from "../intake/files/find-files.ts";
import { counted } from "../text/counted.ts";
import type { ImportRecord } from "./imports.ts";

export interface DistinctFiles {
  /** In the order of `files`. */
  readonly paths: readonly string[];
  /** A hash of what each of them holds, in their order. */
  readonly contentOf: ReadonlyMap<string, string>;
  readonly notices: string[];
}

/** Of files with equal contents the first, wherever they lie. */
export async function distinctFiles(files: readonly SourceFile[]): Promise<DistinctFiles> {
  const first = new Map<string, SourceFile>();
  const notices: string[] = [];
  for (const file of files) {
    const content = await hashOfFile(file.path);
    const same = first.get(content);
    if (same === undefined) first.set(content, file);
    else notices.push(`${file.name} holds the same as ${same.name}: read once.`);
  }
  const distinct = [...first].map(([content, { path }]) => [path, content] as const);
  return { paths: distinct.map(([path]) => path), contentOf: new Map(distinct), notices };
}

/** Says which files earlier imports hold too: their rows are told again, and count once. */
export function repeatedFiles(
  contentOf: ReadonlyMap<string, string>,
  earlier: readonly ImportRecord[],
): string | null {
  const known = new Set(
    earlier.flatMap(({ files }) => Object.values(files ?? {}).map(({ content }) => content)),
  );
  const repeated = [...contentOf.values()].filter((content) => known.has(content)).length;
  if (repeated === 0) return null;
  return `${repeated} of ${counted(contentOf.size, "files")} came with an earlier import too: the same rows count once.`;
}

async function hashOfFile(path: string): Promise<string> {
  try {
    return await fileHash(path);
  } catch (error) {
    throw fileError(error, path, 0);
  }
}
