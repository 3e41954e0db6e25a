import { type Figure, wilsonFigure } from "../statistics/figure.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import type { JoinedPair } from "./variant-reading.ts";

/** How many joined queries are the same as the one that they were joined to, and how many would be by chance. */
export interface VariantQuality {
  readonly joined: number;
  readonly precision: Figure | null;
  /** The same of joined queries, each with the head of another. */
  readonly byChance: Figure | null;
}

/** @param areSame whether two queries, by their ids, are: where it is known what is typed for what */
export function variantQuality(
  pairs: readonly JoinedPair[],
  areSame: (query: string, head: string) => boolean,
  seed: number,
): VariantQuality {
  const random: Random = seededRandom(seed);
  const heads = pairs.map(({ head }) => head);
  const shareOf = (some: readonly JoinedPair[]): Figure | null =>
    wilsonFigure(some.filter(({ query, head }) => areSame(query, head)).length, some.length);
  return {
    joined: pairs.length,
    precision: shareOf(pairs),
    byChance: shareOf(pairs.map(({ query }) => ({ query, head: random.pick(heads) }))),
  };
}
