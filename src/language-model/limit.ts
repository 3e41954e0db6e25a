import type { Wrapper } from "./language-model.ts";
import type { Sleep } from "./sleep.ts";
import { slots } from "./slots.ts";
import { type Around, aroundCalls } from "./wrap-model.ts";

export interface LimitOptions {
  /** How many calls are in flight at most, from 1. */
  readonly concurrency: number;
  /** Calls start at least a minute divided by this apart. Absent: at once. */
  readonly requestsPerMinute?: number | undefined;
  /** Milliseconds from any fixed time. */
  readonly clock: () => number;
  readonly sleep: Sleep;
}

/**
 * Lets calls in one after the other, in the order of asking, as many and as often as allowed. All
 * models that one `limit(…)` wraps share the allowance.
 *
 * @throws RangeError where `concurrency` is no whole number from 1 or `requestsPerMinute` not above 0
 */
export function limit({ concurrency, requestsPerMinute, clock, sleep }: LimitOptions): Wrapper {
  if (requestsPerMinute !== undefined && !(requestsPerMinute > 0)) {
    throw new RangeError(`requestsPerMinute must be above 0, got ${requestsPerMinute}`);
  }
  const places = slots(concurrency);
  const apartMs = requestsPerMinute === undefined ? 0 : 60_000 / requestsPerMinute;
  let nextStartAt = Number.NEGATIVE_INFINITY;

  const around: Around = async (call, signal) => {
    await places.take(signal);
    try {
      if (apartMs > 0) {
        const now = clock();
        const startAt = Math.max(now, nextStartAt);
        nextStartAt = startAt + apartMs;
        if (startAt > now) await sleep(startAt - now, signal);
      }
      return await call(signal);
    } finally {
      places.giveBack();
    }
  };
  return (inner) => aroundCalls(inner, around);
}
