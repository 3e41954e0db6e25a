import type { EventKind, ShopEvent } from "../domain/tables/events.ts";
import type { Random } from "../statistics/random.ts";
import type { Shop } from "./shop.ts";
import type { Shopper } from "./shopper.ts";
import { product } from "./world.ts";

/** A search that was answered: the list of products, best first. */
export interface Search {
  readonly id: string;
  readonly results: readonly number[];
}

/** Writes down the events of one session and keeps its time, in milliseconds since 1970 UTC. */
export interface SessionLog {
  readonly events: readonly ShopEvent[];
  search(query: string, results: readonly number[]): Search;
  /** @param search the search whose result it was; null: found elsewhere */
  click(index: number, search: Search | null): void;
  cart(index: number, search: Search | null): void;
  purchase(index: number, quantity: number, search: Search | null): void;
  /** Sent back some days after the purchase, outside of the session. */
  return(index: number, quantity: number, days: number): void;
  /** Lets time pass: half to one and a half times as many seconds. */
  wait(seconds: number): void;
}

/** @param startMs when the session begins, in milliseconds since 1970 UTC */
export function sessionLog(
  shop: Shop,
  session: string,
  shopper: Shopper,
  startMs: number,
  random: Random,
): SessionLog {
  const events: ShopEvent[] = [];
  let time = Math.floor(startMs);
  let searches = 0;

  const add = (kind: EventKind, details: Partial<ShopEvent>): void => {
    events.push({
      id: `${session}/${String(events.length + 1).padStart(4, "0")}`,
      time,
      site: shop.site,
      locale: shop.locale,
      session,
      customer: shopper.customer,
      kind,
      queryId: null,
      query: null,
      product: null,
      position: null,
      quantity: null,
      value: null,
      currency: null,
      arm: shopper.arm.name,
      ...details,
    });
  };
  const seen = (index: number, search: Search | null): Partial<ShopEvent> => {
    const place = search === null ? -1 : search.results.indexOf(index);
    return {
      product: product(shop, index).sku,
      queryId: search?.id ?? null,
      position: place < 0 ? null : place + 1,
    };
  };
  const bought = (index: number, quantity: number): Partial<ShopEvent> => ({
    product: product(shop, index).sku,
    quantity,
    value: Math.round(product(shop, index).price * quantity * 100) / 100,
    currency: shop.currency,
  });

  return {
    events,
    search: (query, results) => {
      searches += 1;
      const search = { id: `${session}/q${searches}`, results };
      add("search", { query, queryId: search.id });
      for (const index of results) add("impression", seen(index, search));
      return search;
    },
    click: (index, search) => add("click", seen(index, search)),
    cart: (index, search) => add("cart", { ...bought(index, 1), queryId: search?.id ?? null }),
    purchase: (index, quantity, search) =>
      add("purchase", { ...bought(index, quantity), queryId: search?.id ?? null }),
    return: (index, quantity, days) => {
      const later = time + Math.round(days * 86_400_000);
      add("return", { ...bought(index, quantity), time: later, session: null });
    },
    wait: (seconds) => {
      time += Math.round(seconds * 1000 * (0.5 + random.next()));
    },
  };
}
