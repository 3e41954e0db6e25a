import { hash } from "node:crypto";
import type { ShopEvent } from "../domain/tables/events.ts";

/**
 * The id of an event whose source gives none: a hash of all that is known of it. So the same line
 * has the same id in every import, and a file imported twice adds nothing. Two identical lines are
 * one event: a log that delivers twice is common, and mining counts sessions, not lines.
 */
export function eventIdOf(event: Omit<ShopEvent, "id">): string {
  const content = JSON.stringify([
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
  return `event_${hash("sha256", content).slice(0, 20)}`;
}
