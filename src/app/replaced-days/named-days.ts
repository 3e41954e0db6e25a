import { dayMs, dayName } from "../../behaviour/spans.ts";
import { CosmoError } from "../../domain/cosmo-error.ts";

/** Days one after the other, both ends with them, as YYYY-MM-DD. */
export interface NamedDays {
  readonly from: string;
  readonly to: string;
}

/**
 * Reads `2026-01-05` and `2026-01-05..2026-01-09`, as typed behind --replace-only.
 * @throws CosmoError DAYS_MALFORMED
 */
export function parseNamedDays(text: string): NamedDays {
  const [from = "", to = from, ...more] = text.split("..").map((day) => day.trim());
  if (more.length > 0 || !isDay(from) || !isDay(to) || from > to) {
    throw new CosmoError("DAYS_MALFORMED", `--replace-only ${text} names no days.`, {
      hint: "Write a day, or the first and the last: --replace-only 2026-01-05, --replace-only 2026-01-05..2026-01-09.",
      exitCode: 2,
    });
  }
  return { from, to };
}

/** Days in as few words as say them: `2026-01-05..2026-01-09`. */
export function namedDaysOf(days: readonly string[]): readonly string[] {
  const spans: { from: string; to: string }[] = [];
  for (const day of days.toSorted()) {
    const last = spans.at(-1);
    if (last && dayName(Date.parse(last.to) + dayMs) >= day) last.to = day;
    else spans.push({ from: day, to: day });
  }
  return spans.map(daysInWords);
}

/** As `parseNamedDays` reads it. */
export const daysInWords = ({ from, to }: NamedDays): string =>
  from === to ? from : `${from}..${to}`;

const isDay = (text: string): boolean => {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return !Number.isNaN(ms) && dayName(ms) === text;
};
