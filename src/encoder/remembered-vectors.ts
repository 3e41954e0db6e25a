import { encodeTexts, vectorOf } from "./encode-texts.ts";
import type { Encoder } from "./encoder.ts";
import type { VectorStore } from "./vector-store.ts";

/** Texts encoded between two writes: what an interruption costs. */
const batchSize = 1024;

/**
 * An encoder that is asked once about each text, by whatever command: what it gave is kept in the store. It suits
 * texts that come again with every run, such as titles and claims; not what people type into a search box.
 */
export function rememberedVectors(
  encoder: Encoder,
  store: Pick<VectorStore, "known" | "add">,
): Encoder {
  return {
    ...encoder,
    async encode(texts, signal) {
      const vectors = new Map(store.known(encoder.id, texts));
      // Not even a model is opened where all is known.
      const missing = [...new Set(texts)].filter((text) => !vectors.has(text));
      for (let start = 0; start < missing.length; start += batchSize) {
        const batch = missing.slice(start, start + batchSize);
        const encoded = await encodeTexts(batch, encoder, signal);
        store.add(encoder.id, encoded);
        for (const [text, vector] of encoded) vectors.set(text, vector);
      }
      return texts.map((text) => vectorOf(text, vectors));
    },
  };
}
