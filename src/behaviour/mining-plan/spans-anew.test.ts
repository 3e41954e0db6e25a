import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventDay } from "../spans.ts";
import { spansAnew } from "./spans-anew.ts";

const day = (date: string, events: number): EventDay => ({
  ...{ startMs: Date.parse(date), events },
  ...{ digest: "", productDigest: "", parts: [] },
});

const observed = [day("2026-01-30", 3), day("2026-01-31", 4), day("2026-02-02", 5)];

test("of a log that nothing came to nothing is observed anew; of one never observed everything", () => {
  const nothing = { days: 0, spans: 0, events: 0, largestEvents: 0 };
  assert.deepEqual(spansAnew(observed, []), nothing);
  assert.deepEqual(spansAnew([], []), nothing);
  assert.deepEqual(spansAnew([], observed), { days: 3, spans: 2, events: 12, largestEvents: 7 });
});

test("the span that events came to is observed anew, with all that its days hold", () => {
  const arrived = [day("2026-02-02", 1), day("2026-02-03", 1)];
  assert.deepEqual(spansAnew(observed, arrived), {
    ...{ days: 2, spans: 1, events: 7, largestEvents: 7 },
  });
  const late = [day("2026-01-29", 1)];
  assert.deepEqual(spansAnew(observed, late), { days: 3, spans: 1, events: 8, largestEvents: 8 });
});

test("an odd day has no more observed anew than the span that it joins", () => {
  const year = Array.from({ length: 365 }, (_, place) =>
    day(new Date(Date.UTC(2025, 0, 1 + place)).toISOString(), 29_990),
  );
  const anew = (events: number) => spansAnew(year, [day("2026-01-01", events)]);
  assert.deepEqual(anew(40_000), { days: 1, spans: 1, events: 40_000, largestEvents: 40_000 });
  const more = spansAnew(year.slice(0, -1), [day("2025-12-31", 40_000)]);
  assert.deepEqual(more, { days: 1, spans: 1, events: 40_000, largestEvents: 40_000 });
  // The 25th to the 29th are there.
  const joined = spansAnew(year.slice(0, -2), [day("2025-12-30", 40_000)]);
  assert.deepEqual(joined, { days: 6, spans: 1, events: 189_950, largestEvents: 189_950 });
});

test("a late event that a span has no room for cuts its month anew from there on, and no other", () => {
  const days = ["2026-01-31", "2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04", "2026-03-01"];
  const log = days.map((date) => day(date, 4));
  const late = [day("2026-02-01", 1)];
  assert.deepEqual(spansAnew(log, late, 8), { days: 4, spans: 3, events: 17, largestEvents: 8 });
});
