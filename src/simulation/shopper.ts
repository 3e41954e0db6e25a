import { hashOf } from "../domain/hash.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import type { SimulationSettings } from "./shop.ts";
import { streams, type World } from "./world.ts";

/** Who visits: a customer whom the shop knows from visit to visit, or somebody anonymous. */
export interface Shopper {
  /** Looks like the keyed hash of a customer id; null: anonymous. */
  readonly customer: string | null;
  readonly arm: SimulationSettings["arms"][number];
  /** Factor of the chance to put something in the cart and to buy it. */
  readonly appetite: number;
  /** The product that this customer buys again and again. */
  readonly usualProduct: number | null;
}

/**
 * Draws who visits. Customers are not stored: what one is like follows from the seed and its number,
 * so that a log of any length needs no more memory.
 *
 * @param sessions of the whole log; the number of customers follows from it
 */
export function drawShopper(world: World, sessions: number, random: Random): Shopper {
  const { arms, shoppers } = world.shop.simulation;
  const shares = arms.map(({ share }) => share);
  if (!random.chance(shoppers.known)) {
    const arm = random.weighted(arms, shares);
    return { customer: null, arm, appetite: 1, usualProduct: null };
  }
  const customers = Math.max(1, Math.round((sessions * shoppers.known) / shoppers.visits));
  // Inverse of the continuous Zipf distribution: low numbers visit most often.
  const number = Math.floor(customers * random.next() ** (1 / (1 - shoppers.exponent)));
  const own = seededRandom(world.seed, streams.customer, number);
  return {
    customer: hashOf(["customer", world.shop.site, world.seed, number]).slice(0, 32),
    arm: own.weighted(arms, shares),
    appetite: number < shoppers.heavy * customers ? shoppers.appetite : 1,
    usualProduct: world.habitProducts.length === 0 ? null : own.pick(world.habitProducts),
  };
}
