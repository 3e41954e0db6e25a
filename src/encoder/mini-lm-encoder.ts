import type { BertShape } from "./bert-states.ts";
import type { Encoder } from "./encoder.ts";
import { miniLmMaxTokens, miniLmName } from "./mini-lm-id.ts";
import { openSentenceEncoder, type SentenceEncoderOptions } from "./sentence-encoder.ts";

export type MiniLmEncoderOptions = Pick<
  SentenceEncoderOptions,
  "modelFile" | "tokenizerFile" | "sha256" | "threads"
>;

export const miniLmShape: BertShape = {
  layers: 6,
  hidden: 384,
  heads: 12,
  layerNormEpsilon: 1e-12,
};

/**
 * The sentence-transformers model all-MiniLM-L6-v2: 384 numbers a text, of which the first 256 tokens
 * count. The weights are loaded at the first text, in about half a second.
 *
 * @example
 * const encoder = await openMiniLmEncoder({ modelFile, tokenizerFile, sha256, threads: 1 });
 * const [rain, sun] = await encoder.encode(["It rains.", "The sun shines."], signal);
 * await encoder.close();
 */
export function openMiniLmEncoder(options: MiniLmEncoderOptions): Promise<Encoder> {
  return openSentenceEncoder({
    ...options,
    name: miniLmName,
    maxTokens: miniLmMaxTokens,
    shape: miniLmShape,
  });
}
