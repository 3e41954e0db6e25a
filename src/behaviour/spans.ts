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

/**
 * Events a day, on average over days with events, up to which days are observed by the month, or by the week. Where the log ends
 * seven average days are held against the first one for weeks of its last month, and one for days of its last week.
 */
export interface SpanLimits {
  readonly byTheMonth: number;
  readonly byTheWeek: number;
}

const usualLimits: SpanLimits = { byTheMonth: 30_000, byTheWeek: 300_000 };

/** Monday, 5 January 1970. */
const firstMonday = 4 * dayMs;

export const dayName = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/**
 * Cuts a log into spans of about equal work: months where a day is little, weeks (which end with the month), or days;
 * smaller ones where the log ends, since it is there that days are added. What is observed does not depend on the cut;
 * how much is done anew when a day changes does.
 */
export function spansOf(
  days: readonly EventDay[],
  { byTheMonth, byTheWeek } = usualLimits,
): readonly Span[] {
  const average = days.reduce((sum, { events }) => sum + events, 0) / Math.max(days.length, 1);
  const lastMs = Math.max(...days.map(({ startMs }) => startMs));
  function boundsOf(ms: number): Bounds {
    if (average > byTheWeek || (average > byTheMonth && ms >= weekOf(lastMs)[0])) return dayOf(ms);
    const isByTheWeek =
      average > byTheMonth || (average * 7 > byTheMonth && ms >= monthOf(lastMs)[0]);
    return isByTheWeek ? weekOf(ms) : monthOf(ms);
  }
  const spans = new Map<number, Span>();
  for (const day of days.toSorted((a, b) => a.startMs - b.startMs)) {
    const [fromMs, untilMs] = boundsOf(day.startMs);
    const known = spans.get(fromMs)?.days ?? [];
    spans.set(fromMs, { fromMs, untilMs, days: [...known, day] });
  }
  return [...spans.values()];
}

/** The span behind another where nothing happened, for what was still going on. */
export const emptySpan = (fromMs: number): Span => ({ fromMs, untilMs: fromMs + dayMs, days: [] });

type Bounds = readonly [fromMs: number, untilMs: number];

const dayOf = (ms: number): Bounds => [ms, ms + dayMs];

function monthOf(ms: number): Bounds {
  const date = new Date(ms);
  const month = (further: number): number =>
    Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + further, 1);
  return [month(0), month(1)];
}

function weekOf(ms: number): Bounds {
  const monday = ms - ((((ms - firstMonday) % (7 * dayMs)) + 7 * dayMs) % (7 * dayMs));
  const [first, next] = monthOf(ms);
  return [Math.max(monday, first), Math.min(monday + 7 * dayMs, next)];
}
