import { canonicalJson } from "../domain/canonical-json.ts";
import { callId } from "../domain/ids.ts";
import type { GenerateRequest } from "./language-model.ts";

/** What of a request is neither words nor draw. */
export type CallParameters = Pick<
  GenerateRequest,
  "maxTokens" | "temperature" | "topP" | "topK" | "stop"
>;

export const parametersOf = ({
  maxTokens,
  temperature,
  topP,
  topK,
  stop,
}: GenerateRequest): CallParameters => ({ maxTokens, temperature, topP, topK, stop });

/**
 * The id of what is asked: equal for equal model, words, parameters and draw, in every workspace.
 * Halves of characters are taken as the replacement character, as files and servers take them.
 */
export function callIdOf(model: string, request: GenerateRequest): string {
  const words = [request.system, request.prompt, request.answerStem];
  return callId(
    model,
    canonicalJson(words.map((part) => part.toWellFormed())),
    parametersOf(request),
    request.draw,
  );
}
