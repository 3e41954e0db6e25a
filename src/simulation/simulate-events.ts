import type { ShopEvent } from "../domain/tables/events.ts";
import { seededRandom } from "../statistics/random.ts";
import { botSession } from "./bot-session.ts";
import { sessionLog } from "./session-log.ts";
import type { Shop } from "./shop.ts";
import { drawShopper, type Shopper } from "./shopper.ts";
import { shoppingSession } from "./shopping-session.ts";
import { createWorld, streams, type World } from "./world.ts";

export interface SimulationOptions {
  readonly sessions: number;
  readonly seed: number;
  /** When the log begins, in milliseconds since 1970 UTC. */
  readonly from: number;
  readonly days: number;
}

const dayMs = 86_400_000;

/**
 * What shoppers of the shop do, session after session in order of their beginning; the same for the
 * same shop and options. Only one session is in memory at a time. Later returns that would lie behind
 * the last day are left out, as in a log that was cut there.
 *
 * @example
 * const shop = await readShop("samples/shop");
 * for (const event of simulateEvents(shop, shop.simulation.log)) console.log(event.kind);
 */
export function* simulateEvents(shop: Shop, options: SimulationOptions): Generator<ShopEvent> {
  const world = createWorld(shop, options.seed);
  const endMs = options.from + options.days * dayMs;
  for (let number = 0; number < options.sessions; number += 1) {
    for (const event of simulateSession(world, options, number)) {
      if (event.time < endMs) yield event;
    }
  }
}

function simulateSession(
  world: World,
  { seed, from, days, sessions }: SimulationOptions,
  number: number,
): readonly ShopEvent[] {
  const random = seededRandom(seed, streams.session, number);
  const startMs = from + ((number + random.next()) / sessions) * days * dayMs;
  const isBot = random.chance(world.shop.simulation.shoppers.bots);
  const drawn = drawShopper(world, sessions, random);
  const shopper: Shopper = isBot ? { ...drawn, customer: null } : drawn;
  const session = `s${seed}-${String(number + 1).padStart(7, "0")}`;
  const log = sessionLog(world.shop, session, shopper, startMs, random);
  if (isBot) botSession(world, log, random);
  else shoppingSession(world, shopper, new Date(startMs).getUTCMonth() + 1, log, random);
  return log.events;
}
