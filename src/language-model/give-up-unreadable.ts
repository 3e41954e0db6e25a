import type { CallStore } from "./call-store.ts";
import { UnreadableAnswerError } from "./unreadable-answer-error.ts";

/**
 * Outside `retry`: what could not be read when a call was asked for the last time becomes its answer, an invalid one.
 *
 * @param call id of the call that failed
 * @throws the error itself, where it is another one, speaks of the server and not of the answer, or the call was stopped
 */
export async function giveUpUnreadable(
  store: CallStore,
  call: string,
  error: unknown,
  signal: AbortSignal,
): Promise<void> {
  if (!(error instanceof UnreadableAnswerError) || !error.retryable || signal.aborted) throw error;
  const last = store.get(call).at(-1);
  if (last === undefined || last.text !== null) throw error;
  await store.markInvalid(call, last.attempt, error.message);
}
