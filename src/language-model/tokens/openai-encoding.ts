import { type ChatFrame, type CountWords, chatTokenCounter } from "./chat-token-counter.ts";
import type { TokenCounter } from "./token-counter.ts";

/** Each is a megabyte or two of vocabulary: only the one that is needed is loaded, when something is counted. */
const encodings = {
  o200k_base: () => import("gpt-tokenizer/encoding/o200k_base"),
  cl100k_base: () => import("gpt-tokenizer/encoding/cl100k_base"),
};

export type OpenAiEncoding = keyof typeof encodings;

const o200k = /^(?:gpt-4o|gpt-4\.\d|gpt-5|chatgpt-4o|o[134])(?![a-z0-9])/;
const cl100k = /^gpt-(?:4|3\.5)(?![a-z0-9.])/;

/**
 * The encoding of OpenAI's chat models by their names, also as gateways (openai/gpt-4o-mini) and fine-tunes
 * (ft:gpt-4o-mini:shop::1) have them. The open gpt-oss is none of them: its chat template is long and not the same everywhere.
 */
export function openAiEncodingOf(model: string): OpenAiEncoding | undefined {
  const name = model.slice(model.lastIndexOf("/") + 1).replace(/^ft:/, "");
  if (o200k.test(name)) return "o200k_base";
  return cl100k.test(name) ? "cl100k_base" : undefined;
}

/**
 * Three tokens and the role for each message, three before the answer, as OpenAI's cookbook counts them
 * (How to count tokens with tiktoken). How a schema is shown is not told: its JSON is counted.
 */
const openAiFrame: ChatFrame = { ofMessage: 4, ofAnswer: 3, showsSchema: true };

export const openAiTokenCounter = (encoding: OpenAiEncoding): TokenCounter =>
  chatTokenCounter(() => openEncoding(encoding), openAiFrame);

async function openEncoding(encoding: OpenAiEncoding): Promise<CountWords> {
  const { countTokens } = await encodings[encoding]();
  // Marks of a chat have no power in the words of a message.
  const plain = { disallowedSpecial: new Set<string>() };
  return (text) => countTokens(text, plain);
}
