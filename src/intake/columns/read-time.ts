import { Problem } from "../import-item.ts";
import { cleanEntry } from "./clean-text.ts";
import { zoneToUtc } from "./time-zone.ts";

/** Reads one time: milliseconds since 1970 UTC, null where there is none, or what is wrong. */
export type TimeReader = (value: unknown) => number | null | Problem;

/** What `--date-order` may say of days like 01/02/2024. */
export const dateOrders = ["month-first", "day-first"] as const;
export type DateOrder = (typeof dateOrders)[number];

/** How many times were read that name no zone, and that are the same everywhere. */
export interface ZoneCounts {
  local: number;
  zoned: number;
}

const iso =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?(?:\[[A-Za-z_/+-]+\])?$/;
/** A day written like 1/31/2024 or 31.1.2024, with a time of day as a clock of 12 or 24 hours shows it. */
const ordered =
  /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:(?:[T ]|, )(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?([AaPp])[Mm])?)? ?(Z|z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?$/;
const slashed = /^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b/;

/** Bounds for times given as plain numbers: outside them a number is more likely something else. */
const firstPlausible = Date.UTC(1990, 0, 1);
const lastPlausible = Date.UTC(2100, 0, 1);

/**
 * Accepts ISO 8601 (also with a space for `T`, and with a zone's name in brackets behind its offset), with or without zone, and seconds, milliseconds,
 * microseconds or nanoseconds since 1970. Refuses `01/02/2024`, which is two days, unless `dateOrder` says which.
 *
 * @param timeZone IANA name; times without a zone are read in it. At the end of summer time the
 *   hour that comes twice is the earlier one; the hour that is skipped is read an hour later.
 * @param counts is counted up with each time
 * @param dateOrder what stands first in days like 01/02/2024; null: nobody knows
 * @throws CosmoError TIME_ZONE_UNKNOWN
 */
export function timeReader(
  timeZone: string,
  counts: ZoneCounts = { local: 0, zoned: 0 },
  dateOrder: DateOrder | null = null,
): TimeReader {
  const toUtc = zoneToUtc(timeZone);
  const sinceEpoch = (number: number): number | Problem => {
    counts.zoned += 1;
    return fromNumber(number);
  };
  return (value) => {
    if (typeof value === "number") return sinceEpoch(value);
    if (typeof value !== "string") return null;
    const text = value.trim();
    if (text === "") return null;
    if (/^\d+(?:\.\d+)?$/.test(text)) return sinceEpoch(Number(text));
    const match = iso.exec(text);
    if (match) return fromIso(match, toUtc, counts);
    if (!slashed.test(text)) return cleanEntry(text) === null ? null : unreadable;
    if (dateOrder === null) return ambiguous;
    const parts = partsInOrder(text, dateOrder);
    return parts === null ? unreadable : fromIso(parts, toUtc, counts);
  };
}

const unreadable = new Problem(
  "TIME_UNREADABLE",
  "The time is neither ISO 8601 (2024-01-31 13:45:00) nor a number of seconds or milliseconds since 1970.",
);
const ambiguous = new Problem(
  "TIME_AMBIGUOUS",
  "The time is written like 01/02/2024, which is two different days: say which with --date-order month-first or --date-order day-first, or write 2024-02-01.",
);
const noSuchTime = new Problem("TIME_UNREADABLE", "There is no such day or time of day.");
const implausible = new Problem(
  "TIME_UNREADABLE",
  "The time is a number that lies outside 1990 to 2100 in seconds, milliseconds, microseconds and nanoseconds.",
);

function fromNumber(value: number): number | Problem {
  for (const millisecondsPerUnit of [1000, 1, 1e-3, 1e-6]) {
    const time = Math.round(value * millisecondsPerUnit);
    if (time >= firstPlausible && time < lastPlausible) return time;
  }
  return implausible;
}

/** The parts of a day in the order of `iso`, or null where they are none: such as a year of two digits. */
function partsInOrder(text: string, order: DateOrder): readonly (string | undefined)[] | null {
  const match = ordered.exec(text);
  if (match === null) return null;
  const [, first, , second, year, hour, minute, seconds, fraction, half, zone] = match;
  const [month, day] = order === "month-first" ? [first, second] : [second, first];
  return [text, year, month, day, hourOfDay(hour, half), minute, seconds, fraction, zone];
}

/** Of a clock of 12 hours the hour of the day; one that it does not show is no hour of any day. */
function hourOfDay(hour: string | undefined, half: string | undefined): string | undefined {
  if (hour === undefined || half === undefined) return hour;
  const shown = Number(hour);
  if (shown < 1 || shown > 12) return "24";
  return String((shown % 12) + (half.toLowerCase() === "p" ? 12 : 0));
}

function fromIso(
  match: readonly (string | undefined)[],
  toUtc: (local: number) => number,
  counts: ZoneCounts,
): number | Problem {
  const part = (index: number): number => Number(match[index] ?? 0);
  const [year, month, day, hour, minute, second] = [1, 2, 3, 4, 5, 6].map(part) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const fraction = Math.trunc(Number(`0.${match[7] ?? "0"}`) * 1000 + 1e-6);
  const local = Date.UTC(year, month - 1, day, hour, minute, second) + fraction;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay) return noSuchTime;
  if (hour > 23 || minute > 59 || second > 59 || year < 1000) return noSuchTime;
  const zone = match[8];
  if (zone === undefined) {
    counts.local += 1;
    return toUtc(local);
  }
  counts.zoned += 1;
  if (/^[A-Za-z]/.test(zone)) return local;
  const offsetMinutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(":", ""));
  return local - (zone.startsWith("-") ? -1 : 1) * offsetMinutes * 60_000;
}
