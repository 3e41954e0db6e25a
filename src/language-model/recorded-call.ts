import { z } from "zod";
import type { GenerateRequest, Generation } from "./language-model.ts";

/**
 * One attempt of a call and the answer to it, as it lies in calls.db and in a JSONL of recorded
 * answers. `text` is null where the answer could not be read: then it was paid for and is no answer, and
 * `invalid` only where it was the last one that was asked for.
 */
export const recordedCallSchema = z.strictObject({
  id: z.string(),
  /** From 1; an answer that was not usable may be asked for again. */
  attempt: z.int().min(1),
  model: z.string(),
  system: z.string(),
  prompt: z.string(),
  answerStem: z.string(),
  parameters: z
    .strictObject({
      maxTokens: z.int(),
      temperature: z.number(),
      topP: z.number(),
      topK: z.int(),
      stop: z.array(z.string()).readonly(),
      schema: z.record(z.string(), z.unknown()).readonly().exactOptional(),
      logProbabilities: z.literal(true).exactOptional(),
    })
    .readonly(),
  draw: z.int(),
  /** The whole answer as it came. */
  rawAnswer: z.string(),
  text: z.string().nullable(),
  finishReason: z.enum(["stop", "length", "filtered", "other"]).nullable(),
  inputTokens: z.int(),
  outputTokens: z.int(),
  costUsd: z.number(),
  /** Milliseconds since 1970 UTC. */
  startedAt: z.int(),
  milliseconds: z.int(),
  /** `recorded`: not judged yet. */
  state: z.enum(["recorded", "valid", "invalid"]),
  /** Why it is invalid. */
  reason: z.string().nullable(),
  /** The call whose unusable answer the prompt shows; absent where it shows none. */
  repairOf: z.string().exactOptional(),
  /** What it was asked for; absent where claims come of it. */
  purpose: z.literal("verdict").exactOptional(),
});

export type RecordedCall = Readonly<z.infer<typeof recordedCallSchema>>;

export const requestOf = (call: RecordedCall): GenerateRequest => ({
  system: call.system,
  prompt: call.prompt,
  answerStem: call.answerStem,
  ...call.parameters,
  draw: call.draw,
});

/** What the call gave when it was asked, tokens and cost included: they are not spent again. */
export const generationOf = (call: RecordedCall & { readonly text: string }): Generation => ({
  call: call.id,
  text: call.text,
  finishReason: call.finishReason ?? "other",
  inputTokens: call.inputTokens,
  outputTokens: call.outputTokens,
  costUsd: call.costUsd,
});

/** Whether the model said something; `valid` or not is another question. */
export const isAnswer = (call: RecordedCall): call is RecordedCall & { readonly text: string } =>
  call.text !== null;

/** An answer, or what came instead of one however often it was asked for. */
export const isSettled = (call: RecordedCall): boolean =>
  isAnswer(call) || call.state === "invalid";
