import type { AskedWords } from "../language-model.ts";

/** Counts what a model is asked by that model's tokenizer. */
export interface TokenCounter {
  /** Whether what stands around the words is known too: then the model counts the same. */
  readonly isExact: boolean;
  /** Tokens of each input, in their order. */
  count(inputs: readonly AskedWords[], signal: AbortSignal): Promise<readonly number[]>;
}
