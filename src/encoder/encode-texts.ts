import type { Encoder } from "./encoder.ts";

/** Unit vectors by their text. */
export type Vectors = ReadonlyMap<string, Float32Array>;

/** Encodes each text once, and nothing where there is none. */
export async function encodeTexts(
  texts: Iterable<string>,
  encoder: Encoder,
  signal: AbortSignal,
): Promise<Vectors> {
  const once = [...new Set(texts)];
  if (once.length === 0) return new Map();
  const vectors = await encoder.encode(once, signal);
  return new Map(once.map((text, place) => [text, vectors[place] ?? new Float32Array()]));
}

/** An empty vector where the text was not encoded. */
export const vectorOf = (text: string, vectors: Vectors): Float32Array =>
  vectors.get(text) ?? new Float32Array();
