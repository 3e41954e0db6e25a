import { type EventDay, type Span, spansOf } from "../spans.ts";

/** What is to be observed of a log, of which some days are observed already. */
export interface SpansAnew {
  readonly days: number;
  readonly spans: number;
  readonly events: number;
  /** Of the largest span of them: so much is held at once. */
  readonly largestEvents: number;
}

/**
 * The spans of which nothing that was observed can be taken. The span behind one may come too, where somebody was awake
 * over its end.
 * @param observed days as they were observed last
 * @param arrived days that events came to since
 */
export function spansAnew(
  observed: readonly EventDay[],
  arrived: readonly EventDay[],
  spanEvents?: number,
): SpansAnew {
  const touched = new Set(arrived.map(({ startMs }) => startMs));
  const there = new Set(
    spansOf(observed, spanEvents)
      .filter(({ days }) => !days.some(({ startMs }) => touched.has(startMs)))
      .map(nameOf),
  );
  const anew = spansOf(together(observed, arrived), spanEvents).filter(
    (span) => !there.has(nameOf(span)),
  );
  const events = anew.map(({ days }) => days.reduce((sum, day) => sum + day.events, 0));
  return {
    days: anew.reduce((sum, { days }) => sum + days.length, 0),
    spans: anew.length,
    events: events.reduce((sum, count) => sum + count, 0),
    largestEvents: Math.max(0, ...events),
  };
}

const nameOf = ({ fromMs, untilMs, days }: Span): string =>
  [fromMs, untilMs, ...days.map(({ startMs }) => startMs)].join(" ");

/** The days of both, in order. */
export function together(
  some: readonly EventDay[],
  others: readonly EventDay[],
): readonly EventDay[] {
  const days = new Map(some.map((day) => [day.startMs, day]));
  for (const day of others) {
    const known = days.get(day.startMs);
    days.set(day.startMs, { ...day, events: day.events + (known?.events ?? 0) });
  }
  return [...days.values()].toSorted((one, other) => one.startMs - other.startMs);
}
