import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { shareOf } from "./distribution.ts";
import { basketsOf } from "./purchase-figures.ts";

export interface CoBuyFigures {
  /** Pairs of products in one session, every session's anew. */
  readonly occurrences: number;
  readonly distinctPairs: number;
  readonly shareSeenOnce: number | null;
}

/** Pairs are counted as numbers, sorted: some millions of them come from invoices. */
export function coBuyFigures(events: readonly ShopEvent[]): CoBuyFigures {
  const numbers = new Map<string, number>();
  const baskets = basketsOf(events).map((basket) =>
    Array.from(basket, (product) => {
      const number = numbers.get(product) ?? numbers.size;
      numbers.set(product, number);
      return number;
    }),
  );
  const occurrences = baskets.reduce((sum, { length }) => sum + (length * (length - 1)) / 2, 0);
  const pairs = new Float64Array(occurrences);
  let place = 0;
  for (const basket of baskets) {
    for (const [index, one] of basket.entries()) {
      for (const other of basket.slice(index + 1)) {
        pairs[place] = Math.min(one, other) * numbers.size + Math.max(one, other);
        place += 1;
      }
    }
  }
  pairs.sort();
  let distinctPairs = 0;
  let seenOnce = 0;
  for (let from = 0; from < pairs.length; ) {
    let to = from + 1;
    while (to < pairs.length && pairs[to] === pairs[from]) to += 1;
    distinctPairs += 1;
    if (to === from + 1) seenOnce += 1;
    from = to;
  }
  return { occurrences, distinctPairs, shareSeenOnce: shareOf(seenOnce, distinctPairs) };
}
