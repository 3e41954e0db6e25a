import type { Random } from "../statistics/random.ts";
import { personalQuery, rareQuery } from "./odd-query.ts";
import type { Search, SessionLog } from "./session-log.ts";
import type { Need, NeedQuery } from "./shop.ts";
import type { Shopper } from "./shopper.ts";
import { product, type World } from "./world.ts";

/** What is bought at the end of the session, and the search that found it. */
type Basket = Map<number, Search | null>;

/** One visit of a person with a need: search, click, cart, more of the same need, checkout. */
export function shoppingSession(
  world: World,
  shopper: Shopper,
  month: number,
  log: SessionLog,
  random: Random,
): void {
  const { search, basket: habits } = world.shop.simulation;
  const need = world.drawNeed(month, random);
  const basket: Basket = new Map();
  let query = world.drawQuery(need, random);
  for (let searches = 1; ; searches += 1) {
    const useful = searchOnce(world, shopper, need, query, basket, log, random);
    if (searches >= search.most) break;
    if (!random.chance(useful ? search.further : search.reformulate)) break;
    log.wait(20);
    query = world.drawQuery(need, random, query);
  }
  if (basket.size > 0 && random.chance(habits.sameNeed)) {
    const others = [...world.serving(need)].filter((index) => !hasType(world, basket, index));
    if (others.length > 0) addElsewhere(random.pick(others), basket, log);
  }
  if (basket.size > 0 && random.chance(habits.chance)) {
    addElsewhere(random.weighted([...world.popularity.keys()], world.popularity), basket, log);
  }
  if (shopper.usualProduct !== null && random.chance(habits.habit)) {
    addElsewhere(shopper.usualProduct, basket, log);
  }
  checkOut(world, shopper, basket, log, random);
}

/** @returns whether a click was on something useful for the need */
function searchOnce(
  world: World,
  shopper: Shopper,
  need: Need,
  query: NeedQuery,
  basket: Basket,
  log: SessionLog,
  random: Random,
): boolean {
  const settings = world.shop.simulation;
  const typed = asTyped(query.text, shopper, settings.search, random);
  const search = log.search(typed, world.rank(typed, settings.search.results));
  const serving = world.serving(need);
  let useful = false;
  for (const [place, index] of search.results.entries()) {
    const serves = serving.has(index);
    const isWanted = query.type === null || query.type === product(world.shop, index).type;
    const { wanted, related, other, positionBias } = settings.click;
    const attraction = serves ? (isWanted ? wanted : related) : other;
    if (!random.chance(attraction * (place + 1) ** -positionBias)) continue;
    log.wait(15);
    log.click(index, search);
    useful ||= serves;
    const { cart, cartOther, buy } = settings.purchase;
    // Nobody takes two tents for one trip.
    if (hasType(world, basket, index)) continue;
    if (!random.chance((serves ? cart : cartOther) * shopper.appetite)) continue;
    log.wait(30);
    log.cart(index, search);
    if (random.chance(buy * shopper.appetite * shopper.arm.purchase)) basket.set(index, search);
  }
  return useful;
}

function asTyped(
  text: string,
  shopper: Shopper,
  { rare, personal }: World["shop"]["simulation"]["search"],
  random: Random,
): string {
  if (random.chance(personal)) return personalQuery(text, random);
  return shopper.customer !== null && random.chance(rare) ? rareQuery(text, random) : text;
}

function hasType(world: World, basket: Basket, index: number): boolean {
  const { type } = product(world.shop, index);
  return basket.keys().some((other) => product(world.shop, other).type === type);
}

/** Found by other ways than a search: a link, a list, a reminder. */
function addElsewhere(index: number, basket: Basket, log: SessionLog): void {
  if (basket.has(index)) return;
  log.wait(25);
  log.click(index, null);
  log.wait(20);
  log.cart(index, null);
  basket.set(index, null);
}

function checkOut(
  world: World,
  shopper: Shopper,
  basket: Basket,
  log: SessionLog,
  random: Random,
): void {
  const { purchase } = world.shop.simulation;
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
