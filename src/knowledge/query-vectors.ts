import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { VectorsManifest } from "./index-manifest.ts";

/** One row of numbers for each query, in the order of their numbers. */
export interface QueryVectors {
  readonly manifest: VectorsManifest;
  /** Numbers of the queries, ascending. */
  readonly queries: Uint32Array<ArrayBuffer>;
  /** Rows of unit length, one after the other. */
  readonly matrix: Float32Array<ArrayBuffer>;
}

/** Read on the same kind of machine as written: the order of bytes is the machine's. */
const vectorFiles = { queries: "query-numbers.u32", matrix: "query-vectors.f32" } as const;

export async function writeQueryVectors(
  folder: string,
  { queries, matrix }: Omit<QueryVectors, "manifest">,
): Promise<void> {
  await writeFile(join(folder, vectorFiles.queries), queries);
  await writeFile(join(folder, vectorFiles.matrix), matrix);
}

export async function readQueryVectors(
  folder: string,
  manifest: VectorsManifest,
): Promise<QueryVectors> {
  const queries = new Uint32Array(manifest.rows);
  const matrix = new Float32Array(manifest.rows * manifest.dimensions);
  await readInto(join(folder, vectorFiles.queries), queries);
  await readInto(join(folder, vectorFiles.matrix), matrix);
  return { manifest, queries, matrix };
}

async function readInto(file: string, values: Uint32Array | Float32Array): Promise<void> {
  const bytes = new Uint8Array(values.buffer);
  const handle = await open(file);
  try {
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await handle.read(bytes, at, bytes.length - at, at);
      if (bytesRead === 0) throw new Error(`${file} is cut short`);
      at += bytesRead;
    }
  } finally {
    await handle.close();
  }
}
