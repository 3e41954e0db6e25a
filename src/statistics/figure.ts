import { bootstrapInterval } from "./bootstrap.ts";
import { wilsonLowerBound, wilsonUpperBound } from "./wilson.ts";

/** A figure of a report, with its 95 % interval. */
export interface Figure {
  readonly mean: number;
  readonly interval: readonly [low: number, high: number];
}

/** What one independent unit adds to a share. */
export interface Trials {
  readonly hits: number;
  readonly trials: number;
}

/** Hits of all units over their trials; NaN without trials. */
export function shareOf(units: readonly Trials[]): number {
  let hits = 0;
  let trials = 0;
  for (const unit of units) {
    hits += unit.hits;
    trials += unit.trials;
  }
  return hits / trials;
}

/** The share with a bootstrap interval over the units; null where nothing was tried. */
export function shareFigure(units: readonly Trials[], seed: number): Figure | null {
  const tried = units.filter(({ trials }) => trials > 0);
  if (tried.length === 0) return null;
  return { mean: shareOf(tried), interval: bootstrapInterval(tried, shareOf, { seed }) };
}

/** The share of independent trials with Wilson's interval; null where nothing was tried. */
export const wilsonFigure = (hits: number, trials: number): Figure | null =>
  trials === 0
    ? null
    : {
        mean: hits / trials,
        interval: [wilsonLowerBound(hits, trials), wilsonUpperBound(hits, trials)],
      };
