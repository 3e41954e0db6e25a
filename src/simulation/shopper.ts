import { hashOf } from "../domain/hash.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import type { SimulationSettings } from "./simulation-settings.ts";
import { streams } from "./streams.ts";
import type { World } from "./world.ts";

/** Who visits: a customer whom the shop knows from visit to visit, or somebody anonymous. */
export interface Shopper {
  /** From 0; null: anonymous. */
  readonly number: number | null;
  /** Looks like the keyed hash of a customer id; null: anonymous. */
  readonly customer: string | null;
  readonly arm: SimulationSettings["arms"][number];
  /** Factor of the chance to put something in the cart and to buy it. */
  readonly appetite: number;
  readonly regions: readonly string[];
  /** Parent, gardener, …; null: not told, as where one buys for somebody else. */
  readonly kinds: readonly string[] | null;
  /** The product that this customer buys again and again. */
  readonly usualProduct: number | null;
}

/**
 * Draws who visits. Customers are not stored: what one is like follows from the seed and its number,
 * so that a log of any length needs no more memory.
 *
 * @param sessions of the whole log on this site; the number of customers follows from it
 */
export function drawShopper(world: World, sessions: number, random: Random): Shopper {
  const { shoppers } = world.settings;
  if (!random.chance(shoppers.known)) {
    const drawn = drawPerson(world, random);
    return { ...drawn, number: null, customer: null, appetite: 1, usualProduct: null };
  }
  const customers = Math.max(1, Math.round((sessions * shoppers.known) / shoppers.visits));
  // Inverse of the continuous Zipf distribution: low numbers visit most often.
  const number = Math.floor(customers * random.next() ** (1 / (1 - shoppers.exponent)));
  const own = seededRandom(world.seed, streams.customer, world.number, number);
  return {
    ...drawPerson(world, own),
    number,
    customer: hashOf(["customer", world.market.site, world.seed, number]).slice(0, 32),
    appetite: number < shoppers.heavy * customers ? shoppers.appetite : 1,
    usualProduct: world.habitProducts.length === 0 ? null : own.pick(world.habitProducts),
  };
}

/** What everybody has, known or not. */
function drawPerson(
  { kinds, settings: { arms, shoppers } }: World,
  of: Random,
): Pick<Shopper, "arm" | "regions" | "kinds"> {
  const [fewest, most] = shoppers.kinds;
  const regions = Object.keys(shoppers.regions);
  const shares = Object.values(shoppers.regions);
  return {
    arm: of.weighted(
      arms,
      arms.map(({ share }) => share),
    ),
    regions: Array.from({ length: shoppers.regionsEach }, () => of.weighted(regions, shares)),
    kinds:
      kinds.length === 0
        ? []
        : Array.from({ length: fewest + of.integer(most - fewest + 1) }, () => of.pick(kinds)),
  };
}
