import type { GenerateRequest } from "../language-model.ts";
import type { TokenCounts } from "./price.ts";

/**
 * What a chat template and a server's own words around the messages have at most: those in use have a
 * few to about a hundred.
 */
const templateTokens = 256;

/**
 * Bounds of what a call is billed, whatever the tokenizer: a token stands for a byte or more. Of the
 * request every word counts, in whichever field it stands; the answer has `maxTokens` at most, with
 * what a model thinks and does not say.
 *
 * @param extraBytes of what is sent with each request besides, in UTF-8
 */
export const tokensAtMost = (request: GenerateRequest, extraBytes = 0): TokenCounts => ({
  inputTokens: Buffer.byteLength(JSON.stringify(request)) + extraBytes + templateTokens,
  outputTokens: request.maxTokens,
});
