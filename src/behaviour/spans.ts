/** What the imported events hold of one day. */
export interface EventDay {
  /** Milliseconds since 1970 of its midnight (UTC). */
  readonly startMs: number;
  readonly events: number;
  /** Tells the day's events from others. */
  readonly digest: string;
  /** Tells what the catalogue says of the products that they name. */
  readonly productDigest: string;
  /** Places of the imported parts that hold its events. */
  readonly parts: readonly number[];
}

/** Days that are observed together. */
export interface Span {
  readonly fromMs: number;
  /** Midnight behind its last day. */
  readonly untilMs: number;
  /** Those with events, in order. */
  readonly days: readonly EventDay[];
}

export const dayMs = 24 * 60 * 60_000;

/** Events that a span holds at most, unless one day has more. */
const usualEvents = 200_000;

export const dayName = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * Cuts a log into spans: days of a month, in order, as long as they have `most` events together; a day with more is one by
 * itself. So each span is told by the days of its month up to its end, and a day that comes at the end of the log joins
 * the last span, or begins one, and leaves all others as they are. What is observed does not depend on the cut; how
 * much is done anew when a day changes does.
 */
export function spansOf(days: readonly EventDay[], most = usualEvents): readonly Span[] {
  const spans: Span[] = [];
  let room = 0;
  for (const day of days.toSorted((a, b) => a.startMs - b.startMs)) {
    const open = spans.at(-1);
    const untilMs = day.startMs + dayMs;
    if (open && day.events <= room && monthOf(open.fromMs) === monthOf(day.startMs)) {
      spans[spans.length - 1] = { fromMs: open.fromMs, untilMs, days: [...open.days, day] };
      room -= day.events;
    } else {
      spans.push({ fromMs: day.startMs, untilMs, days: [day] });
      room = most - day.events;
    }
  }
  return spans;
}

const monthOf = (ms: number): string => dayName(ms).slice(0, 7);

/** The span behind another where nothing happened, for what was still going on. */
export const emptySpan = (fromMs: number): Span => ({ fromMs, untilMs: fromMs + dayMs, days: [] });
