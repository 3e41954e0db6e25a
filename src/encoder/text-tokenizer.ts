import { parseTokenizer, type Tokenize } from "../text/parse-tokenizer.ts";
import { modelFileBroken } from "./model-file-broken.ts";

/** Text to token ids with the marks before and behind, at most as many as the model takes. */
export type TokenizeText = (text: string) => readonly number[];

/**
 * Reads a `tokenizer.json`. A text that is too long loses its end; the closing mark stays.
 *
 * @throws CosmoError `MODEL_FILE_BROKEN`
 */
export function openTextTokenizer(tokenizerJson: string, maxTokens: number): TokenizeText {
  const tokenize = parse(tokenizerJson);
  return (text) => {
    const ids = tokenize(text, true);
    return ids.length > maxTokens ? [...ids.slice(0, maxTokens - 1), ...ids.slice(-1)] : ids;
  };
}

function parse(tokenizerJson: string): Tokenize {
  try {
    return parseTokenizer(tokenizerJson);
  } catch (error) {
    throw modelFileBroken("its tokenizer.json cannot be read", error);
  }
}
