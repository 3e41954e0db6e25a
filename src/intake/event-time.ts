import { type TimeReader, timeReader, type ZoneCounts } from "./columns/read-time.ts";
import { type EventImportOptions, Problem } from "./import-item.ts";

const earliest = Date.UTC(1990, 0, 1);
/** A clock that is a zone ahead, or a log that is a day early, is no wrong clock. */
const graceMs = 86_400_000;

const tooEarly = new Problem(
  "TIME_BEFORE_1990",
  "The time lies before 1990: a clock that was never set, or no time at all.",
);
const inFuture = new Problem(
  "TIME_IN_FUTURE",
  "The time lies more than a day after now: a wrong clock, or a time in another unit.",
);

/**
 * Reads the time of an event, in whatever form, and refuses what cannot have happened: one such event
 * would make all others old (`half-life-days`).
 * @throws CosmoError TIME_ZONE_UNKNOWN
 */
export function eventTimeReader(
  { timeZone, dateOrder, now }: EventImportOptions,
  zones?: ZoneCounts,
): TimeReader {
  const read = timeReader(timeZone, zones, dateOrder);
  const latest = now + graceMs;
  return (value) => {
    const time = read(value);
    if (typeof time !== "number") return time;
    if (time > latest) return inFuture;
    return time < earliest ? tooEarly : time;
  };
}
