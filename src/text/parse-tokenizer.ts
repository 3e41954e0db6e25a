import { Tokenizer } from "@huggingface/tokenizers";

/**
 * Text to token ids.
 * @param withMarks whether the marks that the model wants before and behind a text are added
 */
export type Tokenize = (text: string, withMarks: boolean) => readonly number[];

/**
 * Reads a `tokenizer.json`. The lengths for truncation and padding that it may name are ignored.
 * @throws Error of no certain kind where it is none
 */
export function parseTokenizer(tokenizerJson: string): Tokenize {
  const tokenizer = new Tokenizer(JSON.parse(tokenizerJson), {});
  return (text, withMarks) => tokenizer.encode(text, { add_special_tokens: withMarks }).ids;
}
