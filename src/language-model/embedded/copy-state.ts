import type { LlamaContextSequence } from "node-llama-cpp";

/** What node-llama-cpp 3.22.1 uses for its own decisions, but leaves out of its declared types. */
interface Copying {
  _copyStateFromOtherSequence(from: LlamaContextSequence, tokens: number): Promise<boolean>;
}

/**
 * Gives `to` all that `from` has evaluated; both are of one context. Milliseconds, where evaluating
 * takes seconds.
 *
 * @returns whether it was copied; if not, what `to` holds is to be cleared
 */
export const copyState = (from: LlamaContextSequence, to: LlamaContextSequence): Promise<boolean> =>
  (to as unknown as Copying)._copyStateFromOtherSequence(from, from.nextTokenIndex);
