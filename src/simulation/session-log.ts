import type { EventKind, ShopEvent } from "../domain/tables/events.ts";
import type { Random } from "../statistics/random.ts";
import type { Shopper } from "./shopper.ts";
import { productAt, type World } from "./world.ts";

/** A search that was answered, with what it has shown so far, best first. */
export interface Search {
  readonly id: string;
  readonly shown: readonly number[];
}

/** Writes down the events of one session and keeps its time, in milliseconds since 1970 UTC. */
export interface SessionLog {
  readonly events: readonly ShopEvent[];
  search(query: string): Search;
  /** One page of results: impressions at the places behind those that were shown before. */
  show(search: Search, page: readonly number[]): void;
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
  { market, products }: World,
  session: string,
  shopper: Shopper,
  startMs: number,
  random: Random,
): SessionLog {
  const events: ShopEvent[] = [];
  const shownBy = new Map<Search, number[]>();
  let time = Math.floor(startMs);

  const add = (kind: EventKind, details: Partial<ShopEvent>): void => {
    events.push({
      id: `${session}/${String(events.length + 1).padStart(4, "0")}`,
      time,
      site: market.site,
      locale: market.locale,
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
    const place = search === null ? -1 : search.shown.indexOf(index);
    return {
      product: productAt(products, index).sku,
      queryId: search?.id ?? null,
      position: place < 0 ? null : place + 1,
    };
  };
  const bought = (index: number, quantity: number): Partial<ShopEvent> => ({
    product: productAt(products, index).sku,
    quantity,
    value: Math.round(productAt(products, index).price * quantity * 100) / 100,
    currency: market.currency,
  });

  return {
    events,
    search(query) {
      const shown: number[] = [];
      const search = { id: `${session}/q${shownBy.size + 1}`, shown };
      shownBy.set(search, shown);
      add("search", { query, queryId: search.id });
      return search;
    },
    show(search, page) {
      shownBy.get(search)?.push(...page);
      for (const index of page) add("impression", seen(index, search));
    },
    click: (index, search) => add("click", seen(index, search)),
    cart: (index, search) => add("cart", { ...bought(index, 1), queryId: search?.id ?? null }),
    purchase: (index, quantity, search) =>
      add("purchase", { ...bought(index, quantity), queryId: search?.id ?? null }),
    return(index, quantity, days) {
      const later = time + Math.round(days * 86_400_000);
      add("return", { ...bought(index, quantity), time: later, session: null });
    },
    wait(seconds) {
      time += Math.round(seconds * 1000 * (0.5 + random.next()));
    },
  };
}
