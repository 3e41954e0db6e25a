import type { LlamaModel } from "node-llama-cpp";
import type { AskedWords } from "../language-model.ts";
import { conversationTokens } from "./generate-text.ts";

/** Tokens of each input; conversations that several share are cut once. */
export function countTokens(model: LlamaModel, inputs: readonly AskedWords[]): readonly number[] {
  const conversations = new Map<string, number>();
  return inputs.map((input) => {
    const key = JSON.stringify([input.system, input.prompt]);
    const conversation = conversations.get(key) ?? conversationTokens(model, input).length;
    conversations.set(key, conversation);
    return conversation + model.tokenize(input.answerStem, false).length;
  });
}
