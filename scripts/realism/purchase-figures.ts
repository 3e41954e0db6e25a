import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { type Distribution, distributionOf, shareOf } from "./distribution.ts";
import { productsOf, sessionsOf } from "./session-figures.ts";

export interface PurchaseFigures {
  readonly purchases: number;
  readonly shareOfSessions: number | null;
  readonly perSearch: number | null;
  /** Only purchases of what a search had found. */
  readonly foundPerSearch: number | null;
  readonly ofCarts: number | null;
  /** Only of what a search had found. */
  readonly ofFoundCarts: number | null;
  readonly returnsPerPurchase: number | null;
  readonly knownCustomersReturnsPerPurchase: number | null;
}

export function purchaseFigures(events: readonly ShopEvent[]): PurchaseFigures {
  const sessions = [...sessionsOf(events).values()];
  const count = (kind: ShopEvent["kind"], holds: (event: ShopEvent) => boolean = () => true) =>
    events.filter((event) => event.kind === kind && holds(event)).length;
  const isFound = ({ queryId }: ShopEvent): boolean => queryId !== null;
  const isKnown = ({ customer }: ShopEvent): boolean => customer !== null;
  const purchases = count("purchase");
  return {
    purchases,
    shareOfSessions: shareOf(
      sessions.filter((members) => members.some(({ kind }) => kind === "purchase")).length,
      sessions.length,
    ),
    perSearch: shareOf(purchases, count("search")),
    foundPerSearch: shareOf(count("purchase", isFound), count("search")),
    ofCarts: shareOf(purchases, count("cart")),
    ofFoundCarts: shareOf(count("purchase", isFound), count("cart", isFound)),
    returnsPerPurchase: shareOf(count("return"), purchases),
    knownCustomersReturnsPerPurchase: shareOf(count("return", isKnown), count("purchase", isKnown)),
  };
}

/** Different products bought in a session, of the sessions with a purchase. */
export function basketSizes(events: readonly ShopEvent[]): Distribution {
  return distributionOf(
    basketsOf(events).map(({ size }) => size),
    15,
  );
}

/** The different products of each session with a purchase. */
export const basketsOf = (events: readonly ShopEvent[]): readonly ReadonlySet<string>[] =>
  [...sessionsOf(events).values()]
    .map((members) => productsOf(members, "purchase"))
    .filter(({ size }) => size > 0);

/** Sessions, and sessions with a purchase, of each known customer who has any. */
export function customerFigures(events: readonly ShopEvent[]): {
  readonly sessions: Distribution;
  readonly orders: Distribution;
} {
  const known = events.filter(({ customer, session }) => customer !== null && session !== null);
  const perCustomer = (some: readonly ShopEvent[]): Distribution => {
    const sessions = Map.groupBy(sessionsOf(some).values(), ([first]) => first?.customer);
    return distributionOf(
      [...sessions.values()].map(({ length }) => length),
      10,
    );
  };
  return {
    sessions: perCustomer(known),
    orders: perCustomer(known.filter(({ kind }) => kind === "purchase")),
  };
}
