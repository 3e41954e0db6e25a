/** An amount that may be taken in each minute. Times are milliseconds from any fixed time. */
export interface Allowance {
  /** How long until so much may be taken; 0: now. */
  waitMs(amount: number, now: number): number;
  take(amount: number, now: number): void;
  /** What was taken and not used, or what was used beyond what was taken, as a negative number. */
  giveBack(amount: number): void;
}

const minuteMs = 60_000;

/** The bucket holds what comes in so many parts of a minute: enough for late timers. */
const burstsPerMinute = 60;

/**
 * A token bucket whose burst is a sixtieth of the limit, or the largest amount so far where that is
 * more, up to half of the limit. What comes in is less than the limit by the burst, so that no minute,
 * wherever it begins, has more than the limit. An amount above half of the limit is taken from a full
 * bucket and overdraws it.
 *
 * @param limit whole amounts for a minute, above 0
 */
export function allowancePerMinute(limit: number): Allowance {
  let burst = Math.max(1, Math.floor(limit / burstsPerMinute));
  let level = burst;
  let at = Number.NEGATIVE_INFINITY;
  // Whole amounts that stay below limit + 1 are at most the limit.
  const perMs = (): number => Math.min(limit, limit - burst + 1) / minuteMs;

  const fill = (now: number): void => {
    if (now > at) level = Math.min(burst, level + (now - at) * perMs());
    at = Math.max(at, now);
  };
  return {
    waitMs(amount, now) {
      fill(now);
      if (amount > burst) burst = Math.max(burst, Math.min(amount, Math.floor(limit / 2)));
      return Math.max(0, (Math.min(amount, burst) - level) / perMs());
    },
    take(amount, now) {
      fill(now);
      level -= amount;
    },
    giveBack(amount) {
      level = Math.min(burst, level + amount);
    },
  };
}
