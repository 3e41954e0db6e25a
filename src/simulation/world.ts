import { type Random, seededRandom, zipfWeights } from "../statistics/random.ts";
import { weightedSampler } from "../statistics/weighted-sampler.ts";
import { productAvailability } from "./availability.ts";
import type { Need, NeedQuery } from "./domain-files.ts";
import type { MarketShop } from "./market-shop.ts";
import { needDemand } from "./need-demand.ts";
import { type ShopProduct, servesNeed } from "./shop.ts";
import type { Shopper } from "./shopper.ts";
import type { SimulationSettings } from "./simulation-settings.ts";
import { streams } from "./streams.ts";
import { titleRanker } from "./title-ranker.ts";

/** What stays the same over all sessions of one log on one site. Products are told by their index. */
export interface World extends MarketShop {
  readonly settings: SimulationSettings;
  readonly seed: number;
  /** Which of the shop's markets it is, from 0: each has people of its own. */
  readonly number: number;
  /** The kinds of shoppers that needs tell of, sorted. */
  readonly kinds: readonly string[];
  /** Products that a customer buys again and again, and those that go with a gift. */
  readonly habitProducts: readonly number[];
  readonly giftProducts: readonly number[];
  /** What the search shows for these words on a day of the log, all pages together, best first. */
  found(words: string, day: number): readonly number[];
  /** Whether the product serves the need; `near`: a thing of that kind, but not as it must be. */
  fit(need: Need, index: number): "serves" | "near" | "other";
  /** A product for the need that is in stock, any of them alike; undefined after some vain tries. */
  drawServing(need: Need, day: number, random: Random): number | undefined;
  /** Any product in stock, the popular ones more often; undefined after some vain tries. */
  drawPopular(day: number, random: Random): number | undefined;
  isAvailable(index: number, day: number): boolean;
  /** @param month 1 to 12 */
  drawNeed(shopper: Shopper, month: number, random: Random): Need;
  /** A query of the need, another than the one before where there is one. */
  drawQuery(need: Need, random: Random, before?: NeedQuery): NeedQuery;
}

/** Draws of a product before a shopper gives up: some are out of stock. */
const tries = 5;

/**
 * @param number which of the markets it is
 * @param days of the log
 */
export function createWorld(
  shop: MarketShop,
  settings: SimulationSettings,
  seed: number,
  number: number,
  days: number,
): World {
  const { products, needs } = shop;
  const { demand, basket, search, catalogue } = settings;
  const popularFirst = shuffled(products.length, seededRandom(seed, streams.popularity, number));
  const popularity = new Array<number>(products.length).fill(0);
  const byRank = zipfWeights(products.length, demand.products);
  for (const [rank, index] of popularFirst.entries()) popularity[index] = byRank[rank] ?? 0;
  const drawByPopularity = weightedSampler(popularity);
  const isAvailable = productAvailability(
    products,
    catalogue,
    days,
    seededRandom(seed, streams.availability, number),
  );
  const rank = titleRanker(
    products.map(({ title }) => title),
    popularFirst,
  );
  const shown = search.results * search.pages;
  // Three times as many, so that what is out of stock can be left out.
  const ranked = remembering((words) => rank(words, 3 * shown));

  const byType = Map.groupBy(products.keys(), (index) => products[index]?.type ?? "");
  const serving = new Map(
    needs.map((need) => [
      need,
      [...new Set(need.serves.map(({ type }) => type))]
        .flatMap((type) => byType.get(type) ?? [])
        .filter((index) => servesNeed(need, productAt(products, index))),
    ]),
  );
  const drawAvailable = (draw: () => number | undefined, day: number): number | undefined => {
    for (let done = 0; done < tries; done += 1) {
      const index = draw();
      if (index !== undefined && isAvailable(index, day)) return index;
    }
    return undefined;
  };
  const ofTypes = (types: readonly string[]): readonly number[] =>
    types.flatMap((type) => byType.get(type) ?? []);
  const drawNeed = needDemand(needs, settings, seed, number);
  return {
    ...shop,
    settings,
    seed,
    number,
    kinds: [...new Set(needs.flatMap(({ audience }) => audience ?? []))].sort(),
    habitProducts: ofTypes(basket.habitTypes),
    giftProducts: ofTypes(basket.giftTypes),
    found: (words, day) =>
      ranked(words)
        .filter((index) => isAvailable(index, day))
        .slice(0, shown),
    fit(need, index) {
      const product = productAt(products, index);
      if (servesNeed(need, product)) return "serves";
      return need.serves.some(({ type }) => type === product.type) ? "near" : "other";
    },
    drawServing(need, day, random) {
      const all = serving.get(need) ?? [];
      return drawAvailable(() => (all.length === 0 ? undefined : random.pick(all)), day);
    },
    drawPopular: (day, random) => drawAvailable(() => drawByPopularity(random), day),
    isAvailable,
    drawNeed,
    drawQuery(need, random, before) {
      const others = need.queries.filter((query) => query !== before);
      const choice = others.length > 0 ? others : need.queries;
      return random.weighted(choice, zipfWeights(choice.length, demand.queries));
    },
  };
}

/** @throws RangeError when there is no such product */
export function productAt(products: readonly ShopProduct[], index: number): ShopProduct {
  const found = products[index];
  if (found === undefined) throw new RangeError(`There is no product ${index}.`);
  return found;
}

/** Needs are asked for in some thousand wordings at the most, so that all answers can be kept. */
function remembering<Value>(compute: (words: string) => Value): (words: string) => Value {
  const known = new Map<string, Value>();
  return (words) => {
    const before = known.get(words);
    if (before !== undefined) return before;
    const value = compute(words);
    known.set(words, value);
    return value;
  };
}

function shuffled(count: number, random: Random): readonly number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = random.integer(last + 1);
    [order[last], order[chosen]] = [order[chosen] ?? chosen, order[last] ?? last];
  }
  return order;
}
