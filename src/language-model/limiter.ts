import { allowancePerMinute } from "./limit-allowance.ts";
import { adaptiveConcurrency } from "./limit-concurrency.ts";
import { quotaGate } from "./limit-quota.ts";
import type { Quota } from "./quota.ts";
import { RetryLaterError } from "./retry-later-error.ts";
import type { Sleep } from "./sleep.ts";

export interface LimiterOptions {
  /** How many calls are in flight at most, from 1. */
  readonly concurrency: number;
  /** Absent: as many as the server bears. */
  readonly requestsPerMinute?: number | undefined;
  /** Of prompts and answers together. Absent: as many as the server bears. */
  readonly tokensPerMinute?: number | undefined;
  /** A server that wants a longer pause is not waited for: its error is that of all calls. */
  readonly patienceMs: number;
  /** Milliseconds from any fixed time; never goes back. */
  readonly clock: () => number;
  readonly sleep: Sleep;
}

/** A call that was let in. It ends once, by either function. */
export interface Admission {
  /** @param tokens what the server counted; undefined: it did not count */
  succeeded(tokens: number | undefined, quota: Quota | undefined): void;
  failed(error: unknown): void;
}

export interface Limiter {
  /**
   * Waits for the turn of a call, in the order of asking; rejects with the signal's reason as soon as
   * it aborts.
   * @param tokens of the prompt and the longest answer, estimated high
   * @throws RetryLaterError while the server wants a pause that is longer than the patience
   */
  enter(tokens: number, signal: AbortSignal): Promise<Admission>;
}

interface Waiting {
  readonly tokens: number;
  readonly enter: (admission: Admission) => void;
  readonly reject: (error: unknown) => void;
}

/** @throws RangeError where `concurrency` is no whole number from 1 or another limit not above 0 */
export function limiter(options: LimiterOptions): Limiter {
  const { patienceMs, clock, sleep } = checked(options);
  const { requestsPerMinute, tokensPerMinute } = options;
  const requests =
    requestsPerMinute === undefined ? undefined : allowancePerMinute(requestsPerMinute);
  const tokens = tokensPerMinute === undefined ? undefined : allowancePerMinute(tokensPerMinute);
  const concurrency = adaptiveConcurrency(options.concurrency);
  const quota = quotaGate(patienceMs);
  // A set keeps the order of asking and lets one who gave up leave from the middle.
  const waiting = new Set<Waiting>();
  let inFlight = 0;
  let tokensInFlight = 0;
  let pause: { readonly until: number; readonly by: RetryLaterError } | undefined;
  let wake: { readonly at: number; readonly timer: AbortController } | undefined;

  const waitMs = (next: Waiting, now: number): number =>
    Math.max(
      pause === undefined ? 0 : pause.until - now,
      requests?.waitMs(1, now) ?? 0,
      tokens?.waitMs(next.tokens, now) ?? 0,
      quota.waitMs(inFlight + 1, tokensInFlight + next.tokens, now),
    );

  const letIn = (): void => {
    const now = clock();
    if (pause !== undefined && pause.until - now > patienceMs) {
      for (const { reject } of waiting) reject(again(pause.by, pause.until - now));
      waiting.clear();
      rest();
      return;
    }
    for (const next of waiting) {
      if (inFlight >= concurrency.allowed) return;
      const wait = waitMs(next, now);
      if (wait > 0) {
        wakeIn(wait, now);
        return;
      }
      waiting.delete(next);
      next.enter(admit(next.tokens, now));
    }
    rest();
  };

  const wakeIn = (wait: number, now: number): void => {
    const at = now + Math.ceil(wait);
    if (wake !== undefined && wake.at <= at) return;
    wake?.timer.abort();
    const timer = new AbortController();
    wake = { at, timer };
    sleep(at - now, timer.signal).then(
      () => {
        wake = undefined;
        letIn();
      },
      () => {},
    );
  };

  /** Nobody waits: a timer would only keep the process from its end. */
  const rest = (): void => {
    if (waiting.size > 0) return;
    wake?.timer.abort();
    wake = undefined;
  };

  const admit = (estimate: number, now: number): Admission => {
    const { round } = concurrency;
    inFlight++;
    tokensInFlight += estimate;
    requests?.take(1, now);
    tokens?.take(estimate, now);
    const leave = (): void => {
      inFlight--;
      tokensInFlight -= estimate;
    };
    return {
      succeeded(used, left) {
        leave();
        concurrency.succeeded(round);
        if (used !== undefined) tokens?.giveBack(estimate - used);
        if (left !== undefined) quota.observe(left, clock());
        letIn();
      },
      failed(error) {
        leave();
        if (error instanceof RetryLaterError) {
          if (error.tooMany) concurrency.refused(round);
          const until = clock() + (error.retryAfterMs ?? 0);
          if (until > (pause?.until ?? clock())) pause = { until, by: error };
        }
        letIn();
      },
    };
  };

  return {
    enter: (estimate, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const giveUp = (): void => {
          waiting.delete(next);
          rest();
          reject(signal.reason);
        };
        const next: Waiting = {
          tokens: estimate,
          enter: (admission) => {
            signal.removeEventListener("abort", giveUp);
            resolve(admission);
          },
          reject: (error) => {
            signal.removeEventListener("abort", giveUp);
            reject(error);
          },
        };
        signal.addEventListener("abort", giveUp, { once: true });
        waiting.add(next);
        letIn();
      }),
  };
}

/** The refusal of a call that was not made, since the server wants to be left alone. */
const again = ({ code, message, hint, tooMany }: RetryLaterError, retryAfterMs: number) =>
  new RetryLaterError(code, message, { hint, tooMany, retryAfterMs });

function checked(options: LimiterOptions): LimiterOptions {
  const { concurrency, requestsPerMinute, tokensPerMinute } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1) {
    throw new RangeError(`concurrency must be a whole number from 1, got ${concurrency}`);
  }
  for (const [name, value] of Object.entries({ requestsPerMinute, tokensPerMinute })) {
    if (value !== undefined && !(value > 0)) {
      throw new RangeError(`${name} must be above 0, got ${value}`);
    }
  }
  return options;
}
