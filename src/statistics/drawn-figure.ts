import type { Figure } from "./figure.ts";
import { percentile } from "./percentile.ts";

/**
 * A figure with the 95 % interval of its bootstrap draws; null where it, or every draw, is not finite. Draws that
 * are not finite (a share of nothing) are left out.
 */
export function drawnFigure(mean: number, draws: Float64Array): Figure | null {
  const finite = finiteDraws(draws);
  if (!Number.isFinite(mean) || finite.length === 0) return null;
  return { mean, interval: [percentile(finite, 2.5), percentile(finite, 97.5)] };
}

/**
 * The two-sided chance of a difference that is none: twice the share of draws that are not on the side on which most
 * are, with one draw more on each side, so that it is never 0 (Davison and Hinkley 1997, chapter 4). At most 1.
 */
export function drawnChance(draws: Float64Array): number {
  const finite = finiteDraws(draws);
  const [notAbove, notBelow] = [
    finite.filter((value) => value <= 0).length,
    finite.filter((value) => value >= 0).length,
  ];
  return Math.min(1, (2 * (Math.min(notAbove, notBelow) + 1)) / (finite.length + 1));
}

/** Bootstrap's standard error: the deviation of the draws from their mean. NaN for fewer than two. */
export function drawnError(draws: Float64Array): number {
  const finite = finiteDraws(draws);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (finite.length - 1));
}

/** Draw by draw, which is paired where both come of the same draws. */
export const drawnDifference = (of: Float64Array, against: Float64Array): Float64Array =>
  of.map((value, draw) => value - (against[draw] ?? Number.NaN));

const finiteDraws = (draws: Float64Array): readonly number[] => [...draws].filter(Number.isFinite);
