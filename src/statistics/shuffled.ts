import type { Random } from "./random.ts";

/** The items in another order, each order as likely as any (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const place = random.integer(last + 1);
    [order[last], order[place]] = [order[place] as Item, order[last] as Item];
  }
  return order;
}
