import { modelFileBroken } from "../onnx/model-file-broken.ts";
import { parseTokenizer, type Tokenize } from "../text/parse-tokenizer.ts";

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

/** Tokens of texts that are put behind one another. */
export interface BareTokenizer {
  /** The ids of a text without marks. */
  tokenize(text: string): readonly number[];
  /** The mark before the first text. */
  readonly opening: number;
  /** The mark behind each. */
  readonly closing: number;
}

/** @throws CosmoError `MODEL_FILE_BROKEN` */
export function openBareTokenizer(tokenizerJson: string): BareTokenizer {
  const tokenize = parse(tokenizerJson);
  const [opening, closing] = tokenize("", true);
  if (opening === undefined || closing === undefined) {
    throw modelFileBroken("its tokenizer.json adds no marks before and behind a text");
  }
  return { tokenize: (text) => tokenize(text, false), opening, closing };
}

function parse(tokenizerJson: string): Tokenize {
  try {
    return parseTokenizer(tokenizerJson);
  } catch (error) {
    throw modelFileBroken("its tokenizer.json cannot be read", error);
  }
}
