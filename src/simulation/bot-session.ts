import type { Random } from "../statistics/random.ts";
import type { SessionLog } from "./session-log.ts";
import type { World } from "./world.ts";

/** A program that reads the shop: very many searches one after the other, a click now and then, no purchase. */
export function botSession(world: World, log: SessionLog, random: Random): void {
  const { search, shoppers } = world.shop.simulation;
  const [fewest, most] = shoppers.botSearches;
  const searches = fewest + random.integer(most - fewest + 1);
  for (let done = 0; done < searches; done += 1) {
    const { text } = random.pick(random.pick(world.shop.needs).queries);
    const found = log.search(text, world.rank(text, search.results));
    log.wait(2);
    if (random.chance(0.2) && found.results.length > 0)
      log.click(random.pick(found.results), found);
  }
}
