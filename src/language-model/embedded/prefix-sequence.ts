import type { LlamaContextSequence, Token } from "node-llama-cpp";
import { promptTooLong } from "./embedded-errors.ts";

/**
 * Evaluates token sequences that share their beginning. Floating-point results depend on how tokens
 * are cut into batches, so the cut never depends on what was evaluated before: the prefix is always
 * evaluated alone from an empty state, what follows is always a batch of its own behind exactly that
 * prefix. A kept prefix therefore changes the time, not the result.
 */
export class PrefixSequence {
  readonly #sequence: LlamaContextSequence;
  #prefix: readonly Token[] = [];

  constructor(sequence: LlamaContextSequence) {
    this.#sequence = sequence;
  }

  /**
   * The sequence with exactly `prefix` evaluated.
   *
   * @param following how many tokens will be evaluated behind it at most
   * @throws CosmoError PROMPT_TOO_LONG
   */
  async after(prefix: readonly Token[], following: number): Promise<LlamaContextSequence> {
    const sequence = this.#sequence;
    // The library shifts the context (and the results) when its last place is taken.
    const available = sequence.contextSize - 1;
    if (prefix.length + following > available)
      throw promptTooLong(prefix.length + following, available);
    if (this.#holds(prefix)) {
      const end = sequence.nextTokenIndex;
      await sequence.eraseContextTokenRanges([{ start: prefix.length, end }]);
    } else {
      this.#prefix = [];
      await sequence.clearHistory();
      await sequence.evaluateWithoutGeneratingNewTokens([...prefix]);
      this.#prefix = prefix;
    }
    return sequence;
  }

  #holds(prefix: readonly Token[]): boolean {
    return (
      prefix.length > 0 &&
      prefix.length === this.#prefix.length &&
      prefix.every((token, index) => token === this.#prefix[index])
    );
  }
}
