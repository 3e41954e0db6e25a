import type { Random } from "../statistics/random.ts";
import type { ShopProduct } from "./shop.ts";
import type { SimulationSettings } from "./simulation-settings.ts";

/** Whether a product, by its index, can be bought on a day of the log, from 0. */
export type Availability = (index: number, day: number) => boolean;

/** No more of the catalogue than this is ever new, or out of stock at a time: a small shop still sells. */
const largestShare = 0.2;

/**
 * Each day some products are new in the shop, and some go out of stock for a while. A sku that comes
 * to name another thing sells the first until that day, and the second from then on.
 */
export function productAvailability(
  products: readonly ShopProduct[],
  { newPerDay, outOfStockPerDay, outOfStockDays }: SimulationSettings["catalogue"],
  days: number,
  random: Random,
): Availability {
  const since = new Map<number, number>();
  const absent = new Map<number, { readonly from: number; readonly to: number }[]>();
  const [fewest, most] = outOfStockDays;
  const limit = Math.floor(largestShare * products.length);
  const absentPerDay = Math.min(outOfStockPerDay, Math.floor(limit / (most + 1)));
  for (let day = 1; day < days; day += 1) {
    for (let number = 0; number < newPerDay && since.size < limit; number += 1) {
      since.set(random.integer(products.length), day);
    }
    for (let number = 0; number < absentPerDay; number += 1) {
      const index = random.integer(products.length);
      const spans = absent.get(index) ?? [];
      spans.push({ from: day, to: day + fewest + random.integer(most - fewest + 1) });
      absent.set(index, spans);
    }
  }
  return (index, day) => {
    const product = products[index];
    if (product === undefined || day < (since.get(index) ?? 0)) return false;
    if (day < (product.fromDay ?? 0) || day >= (product.toDay ?? Number.POSITIVE_INFINITY)) {
      return false;
    }
    return !(absent.get(index) ?? []).some(({ from, to }) => day >= from && day < to);
  };
}
