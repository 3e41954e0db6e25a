import { openIndex } from "./open-index.ts";
import { type QueryVectors, readQueryVectors } from "./query-vectors.ts";

/**
 * The vectors of an index by the ids of the queries, so that the index after it needs not make them
 * again; none where there is no such index, it can't be read or it is of another encoder.
 */
export async function knownVectors(
  folder: string | undefined,
  encoder: string,
): Promise<(queryId: string) => Float32Array | undefined> {
  // Whatever is wrong with it: they can be made again.
  const vectors =
    folder === undefined ? undefined : await vectorsOf(folder, encoder).catch(() => undefined);
  return (queryId) => vectors?.get(queryId);
}

async function vectorsOf(
  folder: string,
  encoder: string,
): Promise<ReadonlyMap<string, Float32Array>> {
  const vectors = new Map<string, Float32Array>();
  const index = await openIndex(folder);
  try {
    const { manifest } = index;
    if (manifest.vectors?.encoder === encoder) {
      const known = await readQueryVectors(index.folder, manifest.vectors);
      for (const [place, number] of known.queries.entries()) {
        vectors.set(index.head(number).id, rowOf(known, place));
      }
    }
  } finally {
    await index.close();
  }
  return vectors;
}

const rowOf = ({ manifest, matrix }: QueryVectors, place: number): Float32Array =>
  matrix.subarray(place * manifest.dimensions, (place + 1) * manifest.dimensions);
