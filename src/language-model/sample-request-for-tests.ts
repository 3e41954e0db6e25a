import type { GenerateRequest } from "./language-model.ts";

/** A request for tests, with some of it otherwise. */
export const sampleRequest = (other: Partial<GenerateRequest> = {}): GenerateRequest => ({
  system: "You explain purchases.",
  prompt: "Why does somebody buy a tent?",
  answerStem: "People use a tent for",
  maxTokens: 24,
  temperature: 0.9,
  topP: 0.9,
  topK: 40,
  stop: ["\n", "."],
  draw: 1,
  ...other,
});
