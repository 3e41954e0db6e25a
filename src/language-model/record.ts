import type { CallStore, CallTotals } from "./call-store.ts";
import type { Wrapper } from "./language-model.ts";
import { UnreadableAnswerError } from "./unreadable-answer-error.ts";
import { withGenerate } from "./wrap-model.ts";

export interface RecordOptions {
  readonly store: CallStore;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  /** Told of every answer that was written, with what it cost. */
  readonly onRecorded?: (cost: Omit<CallTotals, "calls">) => void;
}

/**
 * Innermost: writes every answer as it came, durably, before anything uses it, and fills
 * `Generation.call`. An answer that could not be read was paid for too: it is written as invalid.
 */
export const record =
  ({ store, clock, onRecorded = () => {} }: RecordOptions): Wrapper =>
  (inner) =>
    withGenerate(inner, async (request, signal) => {
      const startedAt = Math.round(clock());
      const asked = () => ({
        model: inner.id,
        request,
        startedAt,
        milliseconds: Math.max(0, Math.round(clock()) - startedAt),
      });
      try {
        const { raw, ...generation } = await inner.generate(request, signal);
        // What the file cannot hold must not be used either: a later run would see another text.
        const text = generation.text.toWellFormed();
        const { id } = await store.record({
          ...asked(),
          rawAnswer: raw ?? text,
          text,
          finishReason: generation.finishReason,
          inputTokens: generation.inputTokens,
          outputTokens: generation.outputTokens,
          costUsd: generation.costUsd,
          reason: null,
        });
        onRecorded(generation);
        return { ...generation, text, call: id };
      } catch (error) {
        if (error instanceof UnreadableAnswerError) {
          await store.record({
            ...asked(),
            rawAnswer: error.raw,
            text: null,
            finishReason: null,
            inputTokens: 0,
            outputTokens: 0,
            costUsd: 0,
            reason: error.message,
          });
          onRecorded({ inputTokens: 0, outputTokens: 0, costUsd: 0 });
        }
        throw error;
      }
    });
