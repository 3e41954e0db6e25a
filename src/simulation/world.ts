import { type Random, seededRandom, zipfWeights } from "../statistics/random.ts";
import { type Need, type NeedQuery, type Shop, servesNeed } from "./shop.ts";
import { type Ranker, titleRanker } from "./title-ranker.ts";

/** Numbers of the random streams, so that no two parts of the simulation share one. */
export const streams = { popularity: 1, customer: 2, session: 3 } as const;

/** What stays the same over all sessions of one simulated log. Products are told by their index. */
export interface World {
  readonly shop: Shop;
  readonly seed: number;
  readonly rank: Ranker;
  /** How popular each product is, whatever the need. */
  readonly popularity: readonly number[];
  /** Products that a customer buys again and again. */
  readonly habitProducts: readonly number[];
  /** Which products serve the need, with their variants. */
  serving(need: Need): ReadonlySet<number>;
  /** @param month 1 to 12 */
  drawNeed(month: number, random: Random): Need;
  /** A query of the need, another than the one before where there is one. */
  drawQuery(need: Need, random: Random, before?: NeedQuery): NeedQuery;
}

export function createWorld(shop: Shop, seed: number): World {
  const { demand, basket } = shop.simulation;
  const popularFirst = shuffled(shop.products.length, seededRandom(seed, streams.popularity));
  const popularity = new Array<number>(shop.products.length).fill(0);
  const byRank = zipfWeights(popularity.length, demand.products);
  for (const [rank, index] of popularFirst.entries()) popularity[index] = byRank[rank] ?? 0;

  const servingByNeed = new Map(
    shop.needs.map((need) => [
      need.id,
      new Set(shop.products.keys().filter((index) => servesNeed(need, product(shop, index)))),
    ]),
  );
  const wanted = shop.needs.toSorted((a, b) => b.demand - a.demand || (a.id < b.id ? -1 : 1));
  const needWeights = zipfWeights(wanted.length, demand.exponent);
  const weightsByMonth = Array.from({ length: 12 }, (_, index) =>
    wanted.map(
      ({ season }, rank) =>
        (needWeights[rank] ?? 0) * (season?.includes(index + 1) === false ? demand.offSeason : 1),
    ),
  );
  return {
    shop,
    seed,
    rank: titleRanker(
      shop.products.map(({ title }) => title),
      popularFirst,
    ),
    popularity,
    habitProducts: [...shop.products.keys()].filter((index) =>
      basket.habitTypes.includes(product(shop, index).type),
    ),
    serving: (need) => servingByNeed.get(need.id) ?? new Set(),
    drawNeed: (month, random) => random.weighted(wanted, weightsByMonth[month - 1] ?? needWeights),
    drawQuery: (need, random, before) => {
      const others = need.queries.filter((query) => query !== before);
      const choice = others.length > 0 ? others : need.queries;
      return random.weighted(choice, zipfWeights(choice.length, demand.queries));
    },
  };
}

/** @throws RangeError when there is no such product */
export function product(shop: Shop, index: number): Shop["products"][number] {
  const found = shop.products[index];
  if (found === undefined) throw new RangeError(`There is no product ${index}.`);
  return found;
}

function shuffled(count: number, random: Random): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = random.integer(last + 1);
    [order[last], order[chosen]] = [order[chosen] ?? chosen, order[last] ?? last];
  }
  return order;
}
