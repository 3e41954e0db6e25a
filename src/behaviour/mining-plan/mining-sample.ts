import type { Estimate, Frequencies } from "../../statistics/distinct-extrapolation.ts";

/** What observing and mining some events took. */
export interface TimedMining {
  readonly events: number;
  /** Spans in which they were observed, one after the other. */
  readonly spans: number;
  /** Of the largest span. */
  readonly largestEvents: number;
  readonly observeSeconds: number;
  /** The most that the engine was seen to hold while it observed. */
  readonly observePeakBytes: number;
  readonly mineSeconds: number;
  readonly minePeakBytes: number;
  /** What it held at the end of mining. */
  readonly mineHeldBytes: number;
}

/** Pairs that a sample holds. */
export interface SampledPairs {
  readonly frequencies: Frequencies;
  /** One standard error of their number, as a share of it: sessions are drawn, with all their pairs. */
  readonly relativeError: number;
}

/** Sessions drawn by hash, observed, mined and timed. */
export interface MiningSample {
  /** The sample itself and, before it, half of it: what grows with the events is told from what does not. */
  readonly timed: readonly TimedMining[];
  readonly searchBuy: SampledPairs;
  readonly coBuy: SampledPairs;
}

export interface MiningEstimate {
  /** Different pairs that the log holds, before any rule. */
  readonly pairs: { readonly searchBuy: Estimate; readonly coBuy: Estimate };
  /** Of observing the largest span, or of mining what was observed of all days: whichever holds more. */
  readonly peakBytes: Estimate;
  readonly seconds: { readonly observe: Estimate; readonly mine: Estimate };
  /** What the seconds of mining are reckoned from; those of observing are from the sample. */
  readonly minedBy: "sample" | "run";
}
