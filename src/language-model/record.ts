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
 * Writes every answer as it came, durably, before anything uses it, and fills `Generation.call`. An
 * answer that could not be read was paid for too: it is written without a text. Stands outside `limit`, so
 * that no place of the server is held while an answer is written.
 */
export const record =
  ({ store, clock, onRecorded = () => {} }: RecordOptions): Wrapper =>
  (inner) =>
    withGenerate(inner, async (request, signal) => {
      const askedAt = Math.round(clock());
      const asked = (took?: number) => {
        const now = Math.round(clock());
        const milliseconds = Math.round(took ?? Math.max(0, now - askedAt));
        return { model: inner.id, request, startedAt: now - milliseconds, milliseconds };
      };
      try {
        const { raw, milliseconds, ...generation } = await inner.generate(request, signal);
        // What the file cannot hold must not be used either: a later run would see another text.
        const text = generation.text.toWellFormed();
        const { id } = await store.record({
          ...asked(milliseconds),
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
