/** How many calls may be in flight, as the server bears them. */
export interface AdaptiveConcurrency {
  readonly allowed: number;
  /** Changes when fewer are allowed; a call says at its end in which round it began. */
  readonly round: number;
  succeeded(round: number): void;
  /** The server had too many calls. */
  refused(round: number): void;
}

/**
 * Additive increase, multiplicative decrease (Chiu and Jain, "Analysis of the Increase and Decrease
 * Algorithms for Congestion Avoidance", 1989): half after a refusal, however many of the calls that
 * were in flight together are refused, and one more for each round of calls that succeed.
 *
 * @param most a whole number from 1
 */
export function adaptiveConcurrency(most: number): AdaptiveConcurrency {
  let width = most;
  let round = 0;
  return {
    get allowed() {
      return Math.floor(width);
    },
    get round() {
      return round;
    },
    succeeded(of) {
      if (of === round) width = Math.min(most, width + 1 / width);
    },
    refused(of) {
      if (of !== round) return;
      width = Math.max(1, width / 2);
      round++;
    },
  };
}
