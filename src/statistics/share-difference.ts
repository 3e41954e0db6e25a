import type { Figure, Trials } from "./figure.ts";
import { wilsonLowerBound, wilsonUpperBound } from "./wilson.ts";

/**
 * The difference of two shares of independent trials, with a 95 % interval from Wilson's intervals of both
 * (Newcombe 1998, method 10): it holds for small numbers and for shares of 0 and 1 too. Null where one of the
 * two was not tried.
 */
export function shareDifference(of: Trials, against: Trials): Figure | null {
  if (of.trials === 0 || against.trials === 0) return null;
  const [first, second] = [boundsOf(of), boundsOf(against)];
  const mean = first.share - second.share;
  return {
    mean,
    interval: [
      mean - Math.hypot(first.share - first.low, second.high - second.share),
      mean + Math.hypot(first.high - first.share, second.share - second.low),
    ],
  };
}

/**
 * The plain mean of independent figures, with an interval from theirs (method of variance estimates
 * recovery, Zou and Donner 2008). Null without figures.
 */
export function meanFigure(figures: readonly Figure[]): Figure | null {
  if (figures.length === 0) return null;
  const mean = figures.reduce((sum, figure) => sum + figure.mean, 0) / figures.length;
  const reach = (end: 0 | 1): number =>
    Math.hypot(...figures.map((figure) => figure.mean - figure.interval[end])) / figures.length;
  return { mean, interval: [mean - reach(0), mean + reach(1)] };
}

const boundsOf = ({ hits, trials }: Trials) => ({
  share: hits / trials,
  low: wilsonLowerBound(hits, trials),
  high: wilsonUpperBound(hits, trials),
});
