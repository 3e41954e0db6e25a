import { hash } from "node:crypto";
import type { ShopEvent } from "../domain/tables/events.ts";

/**
 * The id of an event whose source gives none: a hash of all that is known of it. So the same line
 * has the same id in every import, and a file imported twice adds nothing. Two identical lines are
 * one event: a log that delivers twice is common, and mining counts sessions, not lines.
 */
export const eventIdOf = (event: Omit<ShopEvent, "id">): string =>
  `event_${hash("sha256", contentOf(event)).slice(0, 20)}`;

/** Whether an id is one that `eventIdOf` gave; a source's own stands behind its site and a slash. */
export const isIdOfContent = (id: string): boolean => /^event_[0-9a-f]{20}$/.test(id);

/** All that is known of an event but its id, as one text. */
export const contentOf = (event: Omit<ShopEvent, "id">): string =>
  JSON.stringify([
    event.site,
    event.time,
    event.kind,
    event.session,
    event.customer,
    event.product,
    event.query,
    event.queryId,
    event.position,
    event.quantity,
    event.value,
    event.currency,
    event.arm,
    event.locale,
  ]);
