import type { Random } from "../statistics/random.ts";
import type { Need, NeedQuery } from "./domain-files.ts";
import { personalQuery, rareQuery } from "./odd-query.ts";
import type { Search, SessionLog } from "./session-log.ts";
import type { Shopper } from "./shopper.ts";
import { productAt, type World } from "./world.ts";

/** When a visit begins: the day of the log, from 0, and the month, from 1. */
export interface VisitTime {
  readonly day: number;
  readonly month: number;
}

/** One visit in the making. */
interface Visit {
  readonly world: World;
  readonly shopper: Shopper;
  readonly need: Need;
  readonly day: number;
  /** What is bought at the end, and the search that found it. */
  readonly basket: Map<number, Search | null>;
  readonly log: SessionLog;
  readonly random: Random;
}

/**
 * One visit of a person with a need, their own or that of somebody who gets a present: search, click,
 * cart, more of the same need, checkout.
 */
export function shoppingSession(
  world: World,
  shopper: Shopper,
  { day, month }: VisitTime,
  log: SessionLog,
  random: Random,
): void {
  const { search, basket: habits } = world.settings;
  const isGift = random.chance(habits.gift);
  const need = world.drawNeed(isGift ? { ...shopper, kinds: null } : shopper, month, random);
  const visit: Visit = { world, shopper, need, day, basket: new Map(), log, random };
  let query = world.drawQuery(need, random);
  for (let searches = 1; ; searches += 1) {
    const useful = searchOnce(visit, query);
    if (searches >= search.most) break;
    if (!random.chance(useful ? search.further : search.reformulate)) break;
    log.wait(20);
    query = world.drawQuery(need, random, query);
  }
  // Each thing for the need calls for another: most baskets are small, and a few are large.
  while (visit.basket.size > 0 && random.chance(habits.sameNeed)) {
    addElsewhere(visit, world.drawServing(need, day, random));
  }
  if (visit.basket.size > 0 && random.chance(habits.chance)) {
    addElsewhere(visit, world.drawPopular(day, random));
  }
  if (isGift && visit.basket.size > 0 && random.chance(habits.giftExtra)) {
    if (world.giftProducts.length > 0) addElsewhere(visit, random.pick(world.giftProducts));
  }
  if (shopper.usualProduct !== null && random.chance(habits.habit)) {
    addElsewhere(visit, shopper.usualProduct);
  }
  checkOut(visit);
}

/** @returns whether a click was on something useful for the need */
function searchOnce(visit: Visit, query: NeedQuery): boolean {
  const { world, shopper, day, log, random } = visit;
  const settings = world.settings.search;
  const search = log.search(asTyped(query.text, shopper, settings, random));
  // What odd queries have behind the usual words stands in no title, so that it finds nothing more.
  const found = world.found(query.text, day);
  let useful = false;
  for (let from = 0; from < found.length; from += settings.results) {
    const page = found.slice(from, from + settings.results);
    log.show(search, page);
    for (const [place, index] of page.entries()) {
      if (clickOne(visit, query, search, index, from + place + 1)) useful = true;
    }
    if (useful || !random.chance(settings.nextPage)) break;
    log.wait(5);
  }
  return useful;
}

/** @returns whether it was clicked and serves the need */
function clickOne(
  { world, shopper, need, basket, log, random }: Visit,
  query: NeedQuery,
  search: Search,
  index: number,
  position: number,
): boolean {
  const { click, purchase } = world.settings;
  const fit = world.fit(need, index);
  const isWanted = query.type === null || query.type === productAt(world.products, index).type;
  const attraction = fit === "serves" ? (isWanted ? click.wanted : click.related) : click[fit];
  if (!random.chance(attraction * position ** -click.positionBias)) return false;
  log.wait(15);
  log.click(index, search);
  const serves = fit === "serves";
  // Nobody takes two tents for one trip.
  if (hasTypeOf(world, basket, index)) return serves;
  if (!random.chance((serves ? purchase.cart : purchase.cartOther) * shopper.appetite)) {
    return serves;
  }
  log.wait(30);
  log.cart(index, search);
  if (random.chance(purchase.buy * shopper.appetite * shopper.arm.purchase)) {
    basket.set(index, search);
  }
  return serves;
}

function asTyped(
  text: string,
  shopper: Shopper,
  { rare, personal }: World["settings"]["search"],
  random: Random,
): string {
  if (random.chance(personal)) return personalQuery(text, random);
  return shopper.customer !== null && random.chance(rare) ? rareQuery(text, random) : text;
}

function hasTypeOf({ products }: World, basket: Visit["basket"], index: number): boolean {
  const { type } = productAt(products, index);
  return basket.keys().some((other) => productAt(products, other).type === type);
}

/** Found by other ways than a search: a link, a list, a reminder. */
function addElsewhere({ world, basket, day, log }: Visit, index: number | undefined): void {
  if (index === undefined || !world.isAvailable(index, day)) return;
  if (hasTypeOf(world, basket, index)) return;
  log.wait(25);
  log.click(index, null);
  log.wait(20);
  log.cart(index, null);
  basket.set(index, null);
}

function checkOut({ world, shopper, basket, log, random }: Visit): void {
  const { purchase } = world.settings;
  const bought = [...basket].map(([index, search]) => ({
    index,
    search,
    quantity: random.chance(purchase.several) ? 2 + random.integer(3) : 1,
  }));
  if (bought.length > 0) log.wait(60);
  for (const { index, search, quantity } of bought) log.purchase(index, quantity, search);
  for (const { index, quantity } of bought) {
    if (shopper.customer !== null && random.chance(purchase.return)) {
      log.return(index, quantity, 3 + 11 * random.next());
    }
  }
}
