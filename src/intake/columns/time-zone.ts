import { CosmoError } from "../../domain/cosmo-error.ts";

/**
 * Turns a local time, given as if it were UTC, into UTC. At the end of summer time the hour that comes twice is
 * the earlier one; the hour that is skipped is read an hour later.
 * @param timeZone IANA name
 * @throws CosmoError TIME_ZONE_UNKNOWN
 */
export function zoneToUtc(timeZone: string): (local: number) => number {
  if (timeZone === "UTC") return (local) => local;
  const offsetOf = zoneOffsets(timeZone);
  return (local) => {
    const before = local - offsetOf(local - 86_400_000);
    const after = local - offsetOf(local + 86_400_000);
    return before + offsetOf(before) === local
      ? before
      : after + offsetOf(after) === local
        ? after
        : before;
  };
}

/**
 * How many milliseconds the clocks of a zone are ahead of UTC at a time. Offsets are remembered by the quarter hour.
 * @param timeZone IANA name
 * @throws CosmoError TIME_ZONE_UNKNOWN
 */
export function zoneOffsets(timeZone: string): (utc: number) => number {
  const format = zoneFormat(timeZone);
  const quarterHour = 900_000;
  const offsets = new Map<number, number>();
  return (utc) => {
    const quarter = Math.floor(utc / quarterHour);
    const known = offsets.get(quarter);
    if (known !== undefined) return known;
    const at = quarter * quarterHour;
    const parts = Object.fromEntries(
      format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - at;
    offsets.set(quarter, offset);
    return offset;
  };
}

function zoneFormat(timeZone: string): Intl.DateTimeFormat {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (cause) {
    throw new CosmoError("TIME_ZONE_UNKNOWN", `There is no time zone ${timeZone}.`, {
      hint: "Give an IANA name, such as UTC, Europe/London or America/New_York.",
      exitCode: 2,
      cause,
    });
  }
}
