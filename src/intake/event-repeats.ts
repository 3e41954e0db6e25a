import type { ShopEvent } from "../domain/tables/events.ts";
import { contentOf, isIdOfContent } from "./event-id.ts";
import { firstSeen, type Place } from "./first-seen.ts";

const dayMs = 24 * 60 * 60_000;

/**
 * Knows events that were told before. Which row stands never depends on the order of rows: only a row that says the
 * same as an earlier one is a repeat. Where rows with one id on one day say different things, all of them go on, and
 * `observe` takes the earliest, as it does where they come with several imports.
 */
export interface EventRepeats {
  /** Where the same event was told before; null: it is new, and is remembered. */
  earlier(event: ShopEvent, place: Place): Place | null;
  /** Events whose id another one of that day had before, with other words. */
  readonly differing: number;
  /** The first of them, and the event that had its id. */
  readonly firstDiffering: { readonly place: Place; readonly of: Place } | null;
}

export function eventRepeats(): EventRepeats {
  const byId = firstSeen();
  /** Events whose id was another's before: few, so that each other event is remembered once. */
  const others = firstSeen();
  let differing = 0;
  let firstDiffering: EventRepeats["firstDiffering"] = null;
  return {
    earlier(event, place) {
      const day = Math.floor(event.time / dayMs);
      const content = isIdOfContent(event.id) ? "" : contentOf(event);
      const known = byId.note(`${day} ${event.id}`, content, place);
      if (known === null || known.same) return known;
      const same = others.note(`${event.id} ${content}`, "", place);
      if (same !== null) return same;
      differing += 1;
      firstDiffering ??= { place, of: known };
      return null;
    },
    get differing() {
      return differing;
    },
    get firstDiffering() {
      return firstDiffering;
    },
  };
}
