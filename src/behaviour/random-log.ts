import type { ShopEvent } from "../domain/tables/events.ts";
import { happened, product } from "./mining-fixture.ts";
import { dayMs } from "./spans.ts";

/** Numbers below 2^32 from a linear congruential generator (Numerical Recipes' constants). */
function generator(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What is sold in that log. */
export const randomLogProducts = Array.from({ length: 60 }, (_, index) =>
  product(`sku "${index}" \\ ü`, {
    parent: index % 5 === 0 ? `parent ${index % 3}` : null,
    productType: index % 7 === 0 ? null : `type ${index % 11}`,
    categoryPath: index % 9 === 0 ? [] : [`room ${index % 3}`, `shelf ${index % 4}`],
  }),
);

/** Some thousand events of 300 sessions in disorder: whole seconds, so that many have one time. */
export function randomLog(seed: number): readonly ShopEvent[] {
  const below = generator(seed);
  const kinds = [
    "search",
    "search",
    "impression",
    "click",
    "click",
    "purchase",
    "purchase",
  ] as const;
  return Array.from({ length: 4000 }, () => {
    const kind = kinds[below(kinds.length)] ?? "search";
    const session = below(300);
    return happened(kind, below(40), {
      session: below(10) === 0 ? null : `s${session}`,
      customer: session % 3 === 0 ? null : `c${session % 50}`,
      quantity: kind === "purchase" ? 1 : null,
      position: kind === "impression" ? 1 + below(5) : null,
      ...(kind === "search"
        ? { query: `Query ${below(25)} O'Neil "ß"` }
        : { product: randomLogProducts[below(randomLogProducts.length)]?.sku ?? null }),
      ...(below(4) === 0 ? { queryId: `q${below(200)}` } : {}),
      ...(kind === "purchase" && below(10) === 0 ? { kind: "return" } : {}),
    });
  });
}

/** The same over 45 days: a session is on one of them, and what is outside sessions on any. */
export const randomMonths = (seed: number): readonly ShopEvent[] =>
  randomLog(seed).map((event, index) => ({
    ...event,
    time: event.time + dayMs * (Number(event.session?.slice(1) ?? index) % 45),
  }));

/** Settings that keep some of it. */
export const randomLogConfig = {
  queryGate: { customers: 2 },
  coBuy: { randomCoPurchase: { minimumBaskets: 20, timesMedian: 1.2 } },
};

/** Every rule that can be switched on. */
export const everyRule = {
  ...randomLogConfig,
  products: { perType: 4 },
  searchBuy: { clickRateLow: 0, purchaseRateLow: 0.007, correctPositionBias: true, perQuery: 1 },
  coBuy: {
    ...randomLogConfig.coBuy,
    ...{ maximumCategoryDistance: 2, perTypePair: 3, strongest: 0.8 },
  },
  halfLifeDays: 9,
  lowEngagement: { share: 0.5 },
};
