import { dayMs, dayName } from "../../behaviour/spans.ts";
import { zoneOffsets, zoneToUtc } from "../../intake/columns/time-zone.ts";

/** A day as the clocks of a zone tell it: 23 to 25 hours. */
export interface LocalDay {
  /** YYYY-MM-DD. */
  readonly day: string;
  /** When it begins, and when the next one does: milliseconds since 1970 UTC. */
  readonly fromMs: number;
  readonly untilMs: number;
}

/**
 * The days of a zone that share a time with days of UTC, in order.
 * @param timeZone IANA name
 * @param startsMs when the days of UTC begin
 */
export function localDays(timeZone: string, startsMs: readonly number[]): readonly LocalDay[] {
  const offsetOf = zoneOffsets(timeZone);
  const toUtc = zoneToUtc(timeZone);
  const numbers = startsMs.flatMap((startMs) =>
    [startMs, startMs + dayMs - 1].map((ms) => Math.floor((ms + offsetOf(ms)) / dayMs)),
  );
  const distinct = [...new Set(numbers)].toSorted((one, other) => one - other);
  return distinct.map((number) => ({
    day: dayName(number * dayMs),
    fromMs: toUtc(number * dayMs),
    untilMs: toUtc((number + 1) * dayMs),
  }));
}
