const day = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeZone: "UTC" });
const minute = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

type Time = string | number;

/** A day of the log, in UTC as the log has it. */
const dayOf = (time: Time): string => day.format(new Date(time));

/** `Jan 4, 2026 – Mar 28, 2026`, or the one day. */
export function daysOf(first: Time, last: Time): string {
  const [from, to] = [dayOf(first), dayOf(last)];
  return from === to ? from : `${from} – ${to}`;
}

/** Day and minute where the reader is. */
export const minuteOf = (time: Time): string => minute.format(new Date(time));

export const isoOf = (time: Time): string => new Date(time).toISOString();
