import { type BootstrapOptions, bootstrapInterval } from "./bootstrap.ts";

/** Something that a score ranks, and whether it is one of those that should come first. */
export interface RankedItem {
  readonly score: number;
  readonly positive: boolean;
}

/**
 * Items in ascending order of their scores. How often each counts is told beside it, so that what a bootstrap draws need not be
 * sorted again, which was most of its work.
 */
export interface Ranking {
  /** The places of the items as they were given. */
  readonly order: Uint32Array;
  readonly scores: Float64Array;
  /** 1 for items that should come first. */
  readonly positives: Uint8Array;
}

/** How often each item counts, by its place as it was given. */
export type Times = Uint32Array;

/** @throws RangeError where a score is no number: it has no place in any order */
export function rankingOf(items: readonly RankedItem[]): Ranking {
  if (items.some(({ score }) => Number.isNaN(score))) throw new RangeError("a score is no number");
  const scoreOf = (place: number): number => items[place]?.score ?? 0;
  const order = Uint32Array.from(items.keys()).sort((a, b) => scoreOf(a) - scoreOf(b));
  return {
    order,
    scores: Float64Array.from(order, scoreOf),
    positives: Uint8Array.from(order, (place) => (items[place]?.positive === true ? 1 : 0)),
  };
}

/** Each item counts once. */
export const eachOnce = ({ order }: Ranking): Times => new Uint32Array(order.length).fill(1);

/**
 * The bootstrap interval of a statistic of items that may count several times or not at all.
 *
 * @param units the places of items that hang together
 * @throws RangeError as `bootstrapInterval` does
 */
export function rankedInterval(
  units: readonly (readonly number[])[],
  statistic: (times: Times) => number,
  options: BootstrapOptions,
): readonly [low: number, high: number] {
  const times = new Uint32Array(units.reduce((sum, own) => sum + own.length, 0));
  const ofDraw = (sample: readonly (readonly number[])[]): number => {
    times.fill(0);
    for (const own of sample) {
      for (const place of own) times[place] = (times[place] ?? 0) + 1;
    }
    return statistic(times);
  };
  return bootstrapInterval(units, ofDraw, options);
}
