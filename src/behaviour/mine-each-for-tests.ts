import type { ShopEvent } from "../domain/tables/events.ts";
import type { Product } from "../domain/tables/products.ts";
import { countsOf, mine } from "./mining-fixture.ts";

/** A log that asks one question, and the catalogue for it. */
export interface SmallLog {
  readonly products: readonly Product[];
  readonly events: readonly ShopEvent[];
}

/**
 * Mines several small logs at once, each at a site of its own: no site sees what another sells or who buys there.
 * @returns the counts of each log, named as `countsOf` names them
 */
export async function countsOfEach(
  logs: readonly SmallLog[],
  config: unknown,
): Promise<readonly Readonly<Record<string, number>>[]> {
  const siteOf = (place: number): string => `site-${place}`;
  const mined = await mine({
    products: logs.flatMap(({ products }, place) =>
      products.map((product) => ({
        ...{ ...product, site: siteOf(place) },
        id: product.id.replace("default/", `${siteOf(place)}/`),
      })),
    ),
    events: [
      logs.flatMap(({ events }, place) =>
        events.map((event) => ({ ...event, site: siteOf(place) })),
      ),
    ],
    config,
  });
  return logs.map((_, place) => {
    const prefix = `${siteOf(place)}/`;
    const pairs = mined.pairs
      .filter(({ headB }) => headB.startsWith(prefix))
      .map((pair) => ({
        ...{ ...pair, headA: pair.headA.replace(prefix, "default/") },
        headB: pair.headB.replace(prefix, "default/"),
      }));
    return countsOf({ ...mined, pairs });
  });
}
