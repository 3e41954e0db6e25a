import type { Random } from "../statistics/random.ts";
import type { SessionLog } from "./session-log.ts";
import type { World } from "./world.ts";

/** A program that reads the shop: very many searches one after the other, a click now and then, no purchase. */
export function botSession(world: World, day: number, log: SessionLog, random: Random): void {
  const { search: settings, shoppers } = world.settings;
  const [fewest, most] = shoppers.botSearches;
  const searches = fewest + random.integer(most - fewest + 1);
  for (let done = 0; done < searches; done += 1) {
    const { text } = random.pick(random.pick(world.needs).queries);
    const search = log.search(text);
    log.show(search, world.found(text, day).slice(0, settings.results));
    log.wait(2);
    if (random.chance(0.2) && search.shown.length > 0) log.click(random.pick(search.shown), search);
  }
}
