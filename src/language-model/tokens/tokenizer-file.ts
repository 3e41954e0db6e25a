import { readFile } from "node:fs/promises";
import { CosmoError } from "../../domain/cosmo-error.ts";
import { parseTokenizer } from "../../text/parse-tokenizer.ts";
import { type ChatFrame, type CountWords, chatTokenCounter } from "./chat-token-counter.ts";
import type { TokenCounter } from "./token-counter.ts";

/** As ChatML has it: two marks, the role and two ends of line for each message. Other templates have about as many. */
const usualFrame: ChatFrame = { ofMessage: 5, ofAnswer: 3, showsSchema: false };

/**
 * Counts by a `tokenizer.json`, as models on the Hugging Face hub have it.
 *
 * @param setting what names the file, for errors
 * @throws CosmoError TOKENIZER_MISSING, TOKENIZER_INVALID
 */
export async function fileTokenCounter(path: string, setting: string): Promise<TokenCounter> {
  const json = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new CosmoError("TOKENIZER_MISSING", `The tokenizer's file ${path} can't be read`, {
      hint: `Correct ${setting}, a path from the workspace's folder, or take it out: tokens are then reckoned from bytes.`,
      cause,
      exitCode: 2,
    });
  });
  try {
    const tokenize = parseTokenizer(json);
    // Some parts of a file are looked at only when something is cut.
    tokenize("What is an umbrella for?", false);
    const countWords: CountWords = (text) => tokenize(text, false).length;
    return chatTokenCounter(async () => countWords, usualFrame);
  } catch (cause) {
    throw new CosmoError("TOKENIZER_INVALID", `${path} is no tokenizer that can be read`, {
      hint: `${setting} names the file tokenizer.json of the model, as the Hugging Face hub has it. Without the setting tokens are reckoned from bytes.`,
      cause,
      exitCode: 2,
    });
  }
}
