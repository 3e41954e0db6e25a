import { sentenceEncoderId } from "./sentence-encoder-id.ts";

export const miniLmName = "all-minilm-l6-v2";

/** Tokens of a text that are read, marks included. */
export const miniLmMaxTokens = 256;

/** The id of the encoder that `openMiniLmEncoder` opens, known before its files are here. */
export const miniLmId = (weightsSha256: string, tokenizerSha256: string): string =>
  sentenceEncoderId({
    name: miniLmName,
    sha256: weightsSha256,
    tokenizerSha256,
    maxTokens: miniLmMaxTokens,
  });
