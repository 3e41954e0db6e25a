import { type Estimate, extrapolatedDistinct } from "../../statistics/distinct-extrapolation.ts";
import type { MiningEstimate, MiningSample, TimedMining } from "./mining-sample.ts";
import type { SpansAnew } from "./spans-anew.ts";

/** Of all that is to be mined. */
export interface WholeLog {
  readonly events: number;
  /** What is to be observed of it. */
  readonly anew: Omit<SpansAnew, "days">;
  /** How long an earlier run mined what had been observed of so many events; null: none has. */
  readonly earlier: { readonly events: number; readonly seconds: number } | null;
}

/** From a timed sample to the whole log. */
export function estimateMining(
  sample: MiningSample,
  { events, anew, earlier }: WholeLog,
): MiningEstimate {
  const { searchBuy, coBuy, timed } = sample;
  const sampled = timed.at(-1)?.events ?? 0;
  const factor = sampled === 0 ? 1 : events / sampled;
  // What fewer events than the sample's took is mostly what any number takes.
  const known = earlier !== null && earlier.events >= sampled ? earlier : null;
  const mined = (measure: (one: TimedMining) => number): number =>
    extrapolated(timed, (one) => one.events, measure)(events);
  const observing = extrapolated(
    timed,
    (one) => one.largestEvents,
    (one) => one.observePeakBytes,
  );
  return {
    pairs: {
      searchBuy: extrapolatedDistinct(searchBuy.frequencies, factor, searchBuy.relativeError),
      coBuy: extrapolatedDistinct(coBuy.frequencies, factor, coBuy.relativeError),
    },
    peakBytes: spread(
      Math.round(
        Math.max(
          anew.events === 0 ? 0 : observing(anew.largestEvents),
          mined((one) => one.mineHeldBytes) + passingBytes(timed),
        ),
      ),
      0.6,
      2,
    ),
    // Sorting and joining cost somewhat more for each event the more there are.
    seconds: {
      observe: spread(observeSeconds(timed, anew), 0.5, 2),
      mine:
        known === null
          ? spread(
              mined((one) => one.mineSeconds),
              0.5,
              2,
            )
          : spread((known.seconds * events) / known.events, 0.7, 1.5),
    },
    minedBy: known === null ? "sample" : "run",
  };
}

/** Each span takes what any takes, however few its events, and each event its share. */
function observeSeconds(timed: readonly TimedMining[], anew: WholeLog["anew"]): number {
  const spans = timed.at(-1)?.spans ?? 0;
  if (spans === 0 || anew.spans === 0) return 0;
  const seconds = extrapolated(
    timed,
    (one) => one.events,
    (one) => one.observeSeconds,
  );
  const idle = seconds(0);
  return (idle * anew.spans) / spans + seconds(anew.events) - idle;
}

/** What was held for a moment alone: a step at a time, so that it grows little with the log. */
const passingBytes = (timed: readonly TimedMining[]): number =>
  Math.max(0, ...timed.map(({ minePeakBytes, mineHeldBytes }) => minePeakBytes - mineHeldBytes));

/**
 * What `measure` comes to at a size: the line through the last two, or through the origin and the last where there is one
 * alone, or where noise makes the larger one smaller, or the line would lie below nothing at no size.
 */
function extrapolated(
  timed: readonly TimedMining[],
  sizeOf: (one: TimedMining) => number,
  measure: (one: TimedMining) => number,
): (size: number) => number {
  const [before, last] = [timed.at(-2), timed.at(-1)];
  if (last === undefined || sizeOf(last) === 0) return () => 0;
  const proportional = (size: number): number => (measure(last) * size) / sizeOf(last);
  if (before === undefined || sizeOf(before) >= sizeOf(last)) return proportional;
  const slope = (measure(last) - measure(before)) / (sizeOf(last) - sizeOf(before));
  const start = measure(last) - slope * sizeOf(last);
  return slope <= 0 || start < 0 ? proportional : (size) => start + slope * size;
}

const spread = (expected: number, low: number, high: number): Estimate => ({
  low: expected * low,
  expected,
  high: expected * high,
});
