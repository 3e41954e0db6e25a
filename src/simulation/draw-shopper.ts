import { hashOf } from "../domain/hash.ts";
import { type Random, seededRandom } from "../statistics/random.ts";
import type { Shopper } from "./shopper.ts";
import { streams } from "./streams.ts";
import type { World } from "./world.ts";

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
