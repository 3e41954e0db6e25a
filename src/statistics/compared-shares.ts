import { bootstrapInterval } from "./bootstrap.ts";
import { type Figure, shareOf, type Trials } from "./figure.ts";

/** What one independent unit adds to two shares. */
export interface ComparedTrials {
  readonly of: Trials;
  readonly against: Trials;
}

const none: Trials = { hits: 0, trials: 0 };

/** Units that both or one of two tables of trials have, by name, in order. */
export const comparedUnits = (
  of: ReadonlyMap<string, Trials>,
  against: ReadonlyMap<string, Trials>,
): readonly ComparedTrials[] =>
  [...new Set([...of.keys(), ...against.keys()])].toSorted().map((unit) => ({
    of: of.get(unit) ?? none,
    against: against.get(unit) ?? none,
  }));

/**
 * Two shares held against each other, with a bootstrap interval over units that are drawn for both at once:
 * narrower than the two intervals let expect, since a hard unit is hard for both. Null where the comparison
 * is not finite, such as with a share of nothing.
 *
 * @param compare of the two shares; default: their difference
 */
export function comparedShares(
  units: readonly ComparedTrials[],
  seed: number,
  compare: (of: number, against: number) => number = (of, against) => of - against,
): Figure | null {
  const tried = units.filter(({ of, against }) => of.trials > 0 || against.trials > 0);
  const statistic = (sample: readonly ComparedTrials[]): number =>
    compare(shareOf(sample.map(({ of }) => of)), shareOf(sample.map(({ against }) => against)));
  const mean = statistic(tried);
  if (!Number.isFinite(mean)) return null;
  return { mean, interval: bootstrapInterval(tried, statistic, { seed }) };
}
