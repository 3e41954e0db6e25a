import assert from "node:assert/strict";
import { test } from "node:test";
import { dayMs, dayName, spansOf } from "./spans.ts";

const daysOf = (first: string, count: number, events: number) =>
  Array.from({ length: count }, (_, index) => ({
    startMs: Date.parse(first) + index * dayMs,
    events,
    digest: "",
    productDigest: "",
    parts: [],
  }));

const told = (days: ReturnType<typeof daysOf>) =>
  spansOf(days).map(
    ({ fromMs, untilMs, days: own }) =>
      `${dayName(fromMs)} to ${dayName(untilMs - 1)}: ${own.length}`,
  );

test("small days are observed by the month, larger ones by the week, large ones alone", () => {
  assert.deepEqual(told(daysOf("2026-01-30", 4, 30_000)), [
    "2026-01-01 to 2026-01-31: 2",
    "2026-02-01 to 2026-02-28: 2",
  ]);
  // A Friday. Weeks begin on Mondays and end with the month.
  assert.deepEqual(told(daysOf("2026-01-30", 5, 30_001)), [
    "2026-01-26 to 2026-01-31: 2",
    "2026-02-01 to 2026-02-01: 1",
    "2026-02-02 to 2026-02-08: 2",
  ]);
  assert.deepEqual(told(daysOf("2026-01-31", 2, 300_001)), [
    "2026-01-31 to 2026-01-31: 1",
    "2026-02-01 to 2026-02-01: 1",
  ]);
});

test("days before 1970 and days in any order have their spans", () => {
  assert.deepEqual(told(daysOf("1969-12-28", 3, 100_000).toReversed()), [
    "1969-12-22 to 1969-12-28: 1",
    "1969-12-29 to 1969-12-31: 2",
  ]);
  assert.deepEqual(told([]), []);
});
