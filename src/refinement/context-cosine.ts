import { cosine } from "../encoder/cosine.ts";
import { encodeTexts, vectorOf } from "../encoder/encode-texts.ts";
import type { Encoder } from "../encoder/encoder.ts";
import type { Measure } from "../measures/measure.ts";

const separator = "\u001f";

/** The text that stands for two texts in the store of measures. */
export const textPair = (tail: string, context: string): string => `${tail}${separator}${context}`;

/** Cosine of two texts, given as one by `textPair`. */
export function cosineMeasure(encoder: Encoder): Measure {
  return {
    name: `cosine@1 by ${encoder.id}`,
    async of(pairs, signal) {
      const texts = pairs.flatMap((pair) => pair.split(separator));
      const vectors = await encodeTexts(texts, encoder, signal);
      return pairs.map((pair) => {
        const [tail = "", context = ""] = pair.split(separator);
        return cosine(vectorOf(tail, vectors), vectorOf(context, vectors));
      });
    },
  };
}
