import type { LlamaModel, Token } from "node-llama-cpp";
import { cutAtStop } from "../cut-at-stop.ts";
import type { GenerateRequest, Generation } from "../language-model.ts";
import { chatPieces } from "./chat-pieces.ts";
import type { LoadedModel } from "./load-model.ts";
import { samplingSeed } from "./sampling-seed.ts";

/** Answers one request; see `LanguageModel.generate`. */
export async function generateText(
  { model, sequences }: LoadedModel,
  request: GenerateRequest,
  signal: AbortSignal,
): Promise<Generation> {
  const { prefix, stem, last } = promptTokens(model, request);
  const sampling = {
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    seed: samplingSeed(request),
  };
  const following = last.length + request.maxTokens;
  return sequences.use([prefix, stem], following, signal, async ({ sequence, step }) => {
    const tokens = sequence.evaluate(last, sampling);
    const answer: Token[] = [];
    let text = "";
    let finishReason: Generation["finishReason"] = "stop";
    try {
      for (;;) {
        const { value: token, done } = await step(1, () => tokens.next());
        signal.throwIfAborted();
        if (done) break;
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
    } finally {
      await tokens.return();
    }
    return {
      call: "",
      text: withoutBrokenEnd(text),
      finishReason,
      inputTokens: prefix.length + stem.length + last.length,
      outputTokens: answer.length,
      costUsd: 0,
    };
  });
}

/** All up to where the answer begins. */
export const conversationTokens = (
  model: LlamaModel,
  request: Pick<GenerateRequest, "system" | "prompt">,
): readonly Token[] =>
  chatPieces(request).flatMap((piece) =>
    "mark" in piece ? model.tokenize(piece.mark, true) : model.tokenize(piece.text, false),
  );

/**
 * The conversation is the prefix that all relations share, the answer stem the one that draws share.
 * Sampling needs a token to start from: the last one.
 */
export function promptTokens(model: LlamaModel, request: GenerateRequest) {
  const conversation = conversationTokens(model, request);
  const stem = model.tokenize(request.answerStem, false);
  return stem.length > 0
    ? { prefix: conversation, stem: stem.slice(0, -1), last: stem.slice(-1) }
    : { prefix: conversation.slice(0, -1), stem, last: conversation.slice(-1) };
}

/** A token may hold half a character: where the answer ends there, the half is left out. */
const withoutBrokenEnd = (text: string): string => text.replace(/\uFFFD+$/u, "");
