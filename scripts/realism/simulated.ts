import type { ShopEvent } from "../../src/domain/tables/events.ts";
import { marketShops } from "../../src/simulation/market-shop.ts";
import { readShop } from "../../src/simulation/read-shop.ts";
import { simulateEvents } from "../../src/simulation/simulate-events.ts";
import { armEffects } from "./arm-effect.ts";
import { coBuyFigures } from "./co-buy-figures.ts";
import { shareOf } from "./distribution.ts";
import { needFigures } from "./need-figures.ts";
import { popularityOf } from "./popularity.ts";
import { basketSizes, customerFigures, purchaseFigures } from "./purchase-figures.ts";
import { searchFigures } from "./search-figures.ts";
import { sessionFigures, sessionsOf } from "./session-figures.ts";

export type SimulatedFigures = Awaited<ReturnType<typeof simulatedFigures>>;

/** @param settingsFile in the shop's folder */
export async function simulatedFigures(folder: string, settingsFile: string) {
  const shop = await readShop(folder, settingsFile);
  const { simulation } = shop;
  const { log, search, arms } = simulation;
  const all = [
    ...simulateEvents(marketShops(shop, null, log.seed), { settings: simulation, ...log }),
  ];
  const { shoppers, bots } = withoutBots(all, search.most);
  const [control, treatment] = arms;
  const coBuy = coBuyFigures(shoppers);
  const needs = needFigures(shoppers, shop, log.from);
  return {
    settings: settingsFile,
    seed: log.seed,
    days: log.days,
    products: shop.products.length,
    needs: shop.needs.length,
    events: all.length,
    bots,
    session: sessionFigures(shoppers),
    search: searchFigures(shoppers),
    purchase: purchaseFigures(shoppers),
    basket: basketSizes(shoppers),
    popularity: popularityOf(shoppers),
    customer: customerFigures(shoppers),
    coBuy,
    need: needs,
    coBuyPairsPerSearchBuyPair: shareOf(coBuy.distinctPairs, needs.searchBuy.distinctPairs),
    arm:
      control === undefined || treatment === undefined
        ? null
        : {
            inSettings: treatment.purchase / control.purchase,
            ...armEffects(shoppers, [control.name, treatment.name], log.seed),
          },
  };
}

/**
 * Takes bots out: anonymous sessions with more searches than a shopper makes. Bots with fewer are not told
 * apart, as in a real log.
 *
 * @param most searches of a shopper in a session
 */
export function withoutBots(
  events: readonly ShopEvent[],
  most: number,
): {
  readonly shoppers: readonly ShopEvent[];
  readonly bots: { readonly ofSessions: number | null; readonly ofSearches: number | null };
} {
  const sessions = sessionsOf(events);
  const isSearch = ({ kind }: ShopEvent): boolean => kind === "search";
  const bots = new Set(
    [...sessions].flatMap(([session, members]) =>
      members.filter(isSearch).length > most ? [session] : [],
    ),
  );
  const isBot = ({ session }: ShopEvent): boolean => session !== null && bots.has(session);
  const searches = events.filter(isSearch);
  return {
    shoppers: events.filter((event) => !isBot(event)),
    bots: {
      ofSessions: shareOf(bots.size, sessions.size),
      ofSearches: shareOf(searches.filter(isBot).length, searches.length),
    },
  };
}
