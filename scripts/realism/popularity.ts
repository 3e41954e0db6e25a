import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { shareOf } from "./distribution.ts";

export interface Popularity {
  /** That were bought at all: a log of purchases knows of no others. */
  readonly products: number;
  readonly purchases: number;
  readonly shareOfTopHundredth: number | null;
  readonly shareOfTopTenth: number | null;
  /** Share of purchases by rank of the product, thinned out to ranks that grow by a quarter. */
  readonly curve: readonly { readonly rank: number; readonly share: number }[];
}

/** How unevenly purchases fall on products. */
export function popularityOf(events: readonly ShopEvent[]): Popularity {
  const counts = new Map<string, number>();
  for (const { kind, product } of events) {
    if (kind === "purchase" && product !== null)
      counts.set(product, (counts.get(product) ?? 0) + 1);
  }
  const ranked = [...counts.values()].toSorted((a, b) => b - a);
  const purchases = ranked.reduce((sum, count) => sum + count, 0);
  const shareOfTop = (part: number): number | null =>
    shareOf(
      ranked.slice(0, Math.ceil(ranked.length * part)).reduce((sum, count) => sum + count, 0),
      purchases,
    );
  return {
    products: ranked.length,
    purchases,
    shareOfTopHundredth: shareOfTop(0.01),
    shareOfTopTenth: shareOfTop(0.1),
    curve: thinnedRanks(ranked.length).map((rank) => ({
      rank,
      share: (ranked[rank - 1] ?? 0) / purchases,
    })),
  };
}

function thinnedRanks(last: number): readonly number[] {
  const ranks: number[] = [];
  for (let rank = 1; rank < last; rank = Math.max(rank + 1, Math.floor(rank * 1.25)))
    ranks.push(rank);
  return last === 0 ? [] : [...ranks, last];
}
