import type { Encoder } from "../encoder/encoder.ts";
import type { SqlConnection } from "../sql/sql.ts";
import type { VectorsManifest } from "./index-manifest.ts";
import { writeQueryVectors } from "./query-vectors.ts";
import { streamRows } from "./stream-rows.ts";

/** Texts that are encoded between two looks at the signal. */
const textsPerBatch = 256;

export interface VectorSource {
  readonly encoder: Encoder;
  /** The vector of a query in the index before this one, by the same encoder. */
  readonly known: (queryId: string) => Float32Array | undefined;
}

/** The vectors of all queries that have edges; each text is encoded once, as long as indexes follow each other. */
export async function compileQueryVectors(
  connection: SqlConnection,
  folder: string,
  { encoder, known }: VectorSource,
  signal: AbortSignal,
): Promise<VectorsManifest | null> {
  const numbers: number[] = [];
  const vectors: (Float32Array | undefined)[] = [];
  let waiting: { readonly place: number; readonly text: string }[] = [];
  const encodeWaiting = async (): Promise<void> => {
    const texts = waiting.map(({ text }) => text);
    const made = await encoder.encode(texts, signal);
    for (const [index, { place }] of waiting.entries()) vectors[place] = made[index];
    waiting = [];
  };
  for await (const [number, id, text] of streamRows<readonly [number, string, string]>(
    connection,
    "SELECT number, id, words FROM head_numbers WHERE kind = 'query' AND edges > 0 ORDER BY number",
    signal,
  )) {
    const vector = known(id);
    if (vector === undefined) waiting.push({ place: vectors.length, text });
    numbers.push(number);
    vectors.push(vector);
    if (waiting.length === textsPerBatch) await encodeWaiting();
  }
  if (waiting.length > 0) await encodeWaiting();
  const dimensions = vectors[0]?.length ?? 0;
  if (dimensions === 0) return null;
  const matrix = new Float32Array(dimensions * vectors.length);
  for (const [place, vector] of vectors.entries()) {
    if (vector === undefined) throw new Error(`${encoder.id} gave no vector for a query`);
    matrix.set(vector, place * dimensions);
  }
  await writeQueryVectors(folder, { queries: Uint32Array.from(numbers), matrix });
  return { encoder: encoder.id, dimensions, rows: vectors.length };
}
