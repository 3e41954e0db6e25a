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
  assert.deepEqual(told(daysOf("2026-01-30", 4, 4000)), [
    "2026-01-01 to 2026-01-31: 2",
    "2026-02-01 to 2026-02-28: 2",
  ]);
  // A Friday. Weeks begin on Mondays and end with the month.
  assert.deepEqual(told(daysOf("2026-01-30", 11, 300_000)).slice(0, 3), [
    "2026-01-26 to 2026-01-31: 2",
    "2026-02-01 to 2026-02-01: 1",
    "2026-02-02 to 2026-02-08: 7",
  ]);
  assert.deepEqual(told(daysOf("2026-01-31", 2, 300_001)), [
    "2026-01-31 to 2026-01-31: 1",
    "2026-02-01 to 2026-02-01: 1",
  ]);
});

test("where the log ends spans are smaller, as long as each has enough events", () => {
  assert.deepEqual(told(daysOf("2026-01-30", 18, 30_000)), [
    "2026-01-01 to 2026-01-31: 2",
    "2026-02-01 to 2026-02-01: 1",
    "2026-02-02 to 2026-02-08: 7",
    "2026-02-09 to 2026-02-15: 7",
    "2026-02-16 to 2026-02-22: 1",
  ]);
  assert.deepEqual(told(daysOf("2026-02-02", 10, 30_001)), [
    "2026-02-02 to 2026-02-08: 7",
    "2026-02-09 to 2026-02-09: 1",
    "2026-02-10 to 2026-02-10: 1",
    "2026-02-11 to 2026-02-11: 1",
  ]);
});

test("a day more leaves the spans before it as they are, until a week or a month is full", () => {
  for (const count of [8, 9, 10, 11, 12, 13]) {
    const before = told(daysOf("2026-02-02", count, 100_000));
    assert.deepEqual(told(daysOf("2026-02-02", count + 1, 100_000)).slice(0, -1), before);
  }
});

test("days before 1970 and days in any order have their spans", () => {
  assert.deepEqual(told(daysOf("1969-12-28", 3, 100_000).toReversed()), [
    "1969-12-22 to 1969-12-28: 1",
    "1969-12-29 to 1969-12-29: 1",
    "1969-12-30 to 1969-12-30: 1",
  ]);
  assert.deepEqual(told([]), []);
});
