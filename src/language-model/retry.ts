import { CosmoError } from "../domain/cosmo-error.ts";
import type { Wrapper } from "./language-model.ts";
import { RetryLaterError } from "./retry-later-error.ts";
import type { Sleep } from "./sleep.ts";
import { type Around, aroundCalls } from "./wrap-model.ts";

export interface RetryOptions {
  /** How often a call is tried in all, from 1. */
  readonly maxAttempts: number;
  /** The wait before the second attempt is between 0 and this; the bound doubles each time. */
  readonly baseDelayMs: number;
  /** The bound grows to this at most. A server that wants a longer wait ends the attempts. */
  readonly maxDelayMs: number;
  /** At least 0 and below 1. */
  readonly random: () => number;
  readonly sleep: Sleep;
}

/**
 * Tries a call again after an error that says it is `retryable`: exponential back-off with full
 * jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015), and never before the time
 * that the server named. The last error comes through as it is.
 */
export const retry = (options: RetryOptions): Wrapper => {
  const around = retryAround(options);
  return (inner) => aroundCalls(inner, around);
};

/** The same around anything that may be done twice. */
export function retryAround(options: RetryOptions): Around {
  const { maxAttempts, baseDelayMs, maxDelayMs, random, sleep } = options;
  const delayMs = (attempt: number, error: CosmoError): number => {
    const asked = (error instanceof RetryLaterError && error.retryAfterMs) || 0;
    const bound = Math.min(maxDelayMs, baseDelayMs * 2 ** (attempt - 1));
    // With jitter behind the server's time too: all who were turned away heard the same time.
    return asked + random() * (asked > 0 ? Math.min(bound, baseDelayMs) : bound);
  };
  const tooLong = (error: CosmoError): boolean =>
    error instanceof RetryLaterError && (error.retryAfterMs ?? 0) > maxDelayMs;

  return async (call, signal) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await call(signal);
      } catch (error) {
        if (signal.aborted || !(error instanceof CosmoError) || !error.retryable) throw error;
        if (attempt >= maxAttempts || tooLong(error)) throw error;
        await sleep(delayMs(attempt, error), signal);
      }
    }
  };
}
