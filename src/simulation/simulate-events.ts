import type { ShopEvent } from "../domain/tables/events.ts";
import { seededRandom } from "../statistics/random.ts";
import { botSession } from "./bot-session.ts";
import { drawShopper } from "./draw-shopper.ts";
import type { MarketShop } from "./market-shop.ts";
import { sessionLog } from "./session-log.ts";
import type { Shopper } from "./shopper.ts";
import { shoppingSession } from "./shopping-session.ts";
import type { SimulationSettings } from "./simulation-settings.ts";
import { streams } from "./streams.ts";
import { createWorld, type World } from "./world.ts";

export interface SimulationOptions {
  readonly settings: SimulationSettings;
  readonly sessions: number;
  readonly seed: number;
  /** When the log begins, in milliseconds since 1970 UTC. */
  readonly from: number;
  readonly days: number;
}

export const dayMs = 86_400_000;

/**
 * What shoppers do, session after session in order of their beginning; the same for the same shop and
 * options. Only one session is in memory at a time. Later returns that would lie behind the last day
 * are left out, as in a log that was cut there.
 *
 * @example
 * const shop = await readShop("samples/shop");
 * const { simulation } = shop;
 * const options = { settings: simulation, ...simulation.log };
 * for (const event of simulateEvents(marketShops(shop, null, 1), options)) console.log(event.kind);
 */
export function* simulateEvents(
  markets: readonly MarketShop[],
  options: SimulationOptions,
): Generator<ShopEvent> {
  for (const session of simulateSessions(markets, options)) yield* session;
}

/** As `simulateEvents`, with the events of each session together, none earlier than its beginning. */
export function* simulateSessions(
  markets: readonly MarketShop[],
  options: SimulationOptions,
): Generator<readonly ShopEvent[]> {
  for (const { events } of simulateVisits(markets, options)) yield events;
}

/** One session, and who made it. */
export interface Visit {
  readonly isBot: boolean;
  readonly events: readonly ShopEvent[];
}

/** As `simulateSessions`, with what no log tells: which of them are bots. */
export function* simulateVisits(
  markets: readonly MarketShop[],
  options: SimulationOptions,
): Generator<Visit> {
  const { settings, seed, days, from } = options;
  const worlds = markets.map((market, index) => createWorld(market, settings, seed, index, days));
  const endMs = from + days * dayMs;
  for (let number = 0; number < options.sessions; number += 1) {
    const { isBot, events } = simulateVisit(worlds, options, number);
    yield { isBot, events: events.filter(({ time }) => time < endMs) };
  }
}

function simulateVisit(
  worlds: readonly World[],
  { settings, seed, from, days, sessions }: SimulationOptions,
  number: number,
): Visit {
  const random = seededRandom(seed, streams.session, number);
  const shares = worlds.map(({ market }) => market.share);
  const world = random.weighted(worlds, shares);
  const share = world.market.share / shares.reduce((sum, one) => sum + one, 0);
  const startMs = from + ((number + random.next()) / sessions) * days * dayMs;
  const isBot = random.chance(settings.shoppers.bots);
  const drawn = drawShopper(world, sessions * share, random);
  const shopper: Shopper = isBot ? { ...drawn, customer: null, number: null } : drawn;
  const session = `s${seed}-${String(number + 1).padStart(7, "0")}`;
  const log = sessionLog(world, session, shopper, startMs, random);
  const day = Math.floor((startMs - from) / dayMs);
  if (isBot) botSession(world, day, log, random);
  else {
    const month = new Date(startMs).getUTCMonth() + 1;
    shoppingSession(world, shopper, { day, month }, log, random);
  }
  return { isBot, events: log.events };
}
