import { encodeTexts, vectorOf } from "./encode-texts.ts";
import type { Encoder } from "./encoder.ts";

/** Encodes each text once as long as it lives: for texts that are few enough to stay in memory. */
export function encodeOnce(encoder: Encoder): Encoder {
  const vectors = new Map<string, Float32Array>();
  return {
    ...encoder,
    async encode(texts, signal) {
      const unknown = texts.filter((text) => !vectors.has(text));
      for (const [text, vector] of await encodeTexts(unknown, encoder, signal)) {
        vectors.set(text, vector);
      }
      return texts.map((text) => vectorOf(text, vectors));
    },
  };
}
