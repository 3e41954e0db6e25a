import type { LlamaModel, Token } from "node-llama-cpp";
import { cutAtStop } from "../cut-at-stop.ts";
import type { GenerateRequest, Generation } from "../language-model.ts";
import { chatPieces } from "./chat-pieces.ts";
import type { LoadedModel } from "./load-model.ts";
import { samplingSeed } from "./sampling-seed.ts";

/** Answers one request; see `LanguageModel.generate`. */
export async function generateText(
  { model, sequence }: LoadedModel,
  request: GenerateRequest,
  signal: AbortSignal,
): Promise<Generation> {
  const { prefix, following } = promptTokens(model, request);
  const ready = await sequence.after(prefix, following.length + request.maxTokens);
  signal.throwIfAborted();
  const sampling = {
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    seed: samplingSeed(request),
  };
  const answer: Token[] = [];
  let text = "";
  let finishReason: Generation["finishReason"] = "stop";
  for await (const token of ready.evaluate(following, sampling)) {
    signal.throwIfAborted();
    answer.push(token);
    text = model.detokenize(answer);
    const cut = cutAtStop(text, request.stop);
    if (cut !== undefined) {
      text = cut;
      break;
    }
    if (answer.length >= request.maxTokens) {
      finishReason = "length";
      break;
    }
  }
  return {
    call: "",
    text: withoutBrokenEnd(text),
    finishReason,
    inputTokens: prefix.length + following.length,
    outputTokens: answer.length,
    costUsd: 0,
  };
}

/** The conversation is the prefix that requests share, the answer stem follows it. */
function promptTokens(model: LlamaModel, request: GenerateRequest) {
  const prefix = chatPieces(request).flatMap((piece) =>
    "mark" in piece ? model.tokenize(piece.mark, true) : model.tokenize(piece.text, false),
  );
  const stem = model.tokenize(request.answerStem, false);
  // Sampling needs a token to start from: without a stem it is the last one of the conversation.
  return stem.length > 0
    ? { prefix, following: stem }
    : { prefix: prefix.slice(0, -1), following: prefix.slice(-1) };
}

/** A token may hold half a character: where the answer ends there, the half is left out. */
const withoutBrokenEnd = (text: string): string => text.replace(/\uFFFD+$/u, "");
