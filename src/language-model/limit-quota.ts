import type { Quota, QuotaLeft } from "./quota.ts";

/** Holds calls back that the server would refuse by what it last said of its quota. */
export interface QuotaGate {
  observe(quota: Quota, now: number): void;
  /**
   * How long until the server has so much left; 0: it has, or nobody knows.
   * @param requests those in flight and the next one
   * @param tokens theirs
   */
  waitMs(requests: number, tokens: number, now: number): number;
}

interface Seen extends QuotaLeft {
  readonly at: number;
}

/**
 * What is left grows evenly to the whole until the reset, as far as the whole is known. The server may
 * not have counted the calls in flight, so they must fit into it too.
 *
 * @param patienceMs behind an answer, calls are held back for so long at most: a quota of a day is the
 *   server's to refuse
 */
export function quotaGate(patienceMs: number): QuotaGate {
  let requests: Seen | undefined;
  let tokens: Seen | undefined;

  const waitFor = (seen: Seen | undefined, wanted: number, now: number): number => {
    if (seen === undefined) return 0;
    const { remaining, limit, resetMs, at } = seen;
    const needed = limit === undefined ? wanted : Math.min(wanted, limit);
    if (needed <= remaining) return 0;
    const share = limit === undefined ? 1 : (needed - remaining) / (limit - remaining);
    return Math.max(0, at + Math.min(patienceMs, share * resetMs) - now);
  };
  return {
    observe(quota, at) {
      if (quota.requests !== undefined) requests = { ...quota.requests, at };
      if (quota.tokens !== undefined) tokens = { ...quota.tokens, at };
    },
    waitMs: (wantedRequests, wantedTokens, now) =>
      Math.max(waitFor(requests, wantedRequests, now), waitFor(tokens, wantedTokens, now)),
  };
}
