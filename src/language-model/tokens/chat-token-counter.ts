import { chatMessages } from "../openai-compatible/request-body.ts";
import type { TokenCounter } from "./token-counter.ts";

/** How many tokens a text has. */
export type CountWords = (text: string) => number;

/** What a server puts around the words of a chat, in tokens. */
export interface ChatFrame {
  readonly ofMessage: number;
  /** Where the answer begins. */
  readonly ofAnswer: number;
  /** Whether a schema of the answer is input too. */
  readonly showsSchema: boolean;
}

/**
 * Counts chats of a served model: their words by its tokenizer, and what is usual around them.
 * @param openTokenizer called for each count
 */
export const chatTokenCounter = (
  openTokenizer: () => Promise<CountWords>,
  { ofMessage, ofAnswer, showsSchema }: ChatFrame,
): TokenCounter => ({
  isExact: false,
  async count(inputs, signal) {
    const countWords = await openTokenizer();
    signal.throwIfAborted();
    return inputs.map((input) => {
      const ofSchema =
        showsSchema && input.schema !== undefined ? countWords(JSON.stringify(input.schema)) : 0;
      return chatMessages(input).reduce(
        (sum, { content }) => sum + ofMessage + countWords(content),
        ofAnswer + ofSchema,
      );
    });
  },
});
