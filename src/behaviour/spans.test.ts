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

test("days of a month are observed together up to 200,000 events, a larger one alone", () => {
  assert.deepEqual(told(daysOf("2026-01-30", 4, 4000)), [
    "2026-01-30 to 2026-01-31: 2",
    "2026-02-01 to 2026-02-02: 2",
  ]);
  assert.deepEqual(told(daysOf("2026-01-30", 5, 100_000)), [
    "2026-01-30 to 2026-01-31: 2",
    "2026-02-01 to 2026-02-02: 2",
    "2026-02-03 to 2026-02-03: 1",
  ]);
  const [first, second, third] = daysOf("2026-02-10", 3, 1).map((day, place) => ({
    ...day,
    events: place === 1 ? 200_001 : 1,
  }));
  assert.ok(first && second && third);
  assert.deepEqual(told([first, second, third]), [
    "2026-02-10 to 2026-02-10: 1",
    "2026-02-11 to 2026-02-11: 1",
    "2026-02-12 to 2026-02-12: 1",
  ]);
});

test("a day more leaves all spans but the last as they are, however large it is", () => {
  for (const events of [10, 5000, 29_990, 100_000, 300_000]) {
    const days = daysOf("2026-01-20", 70, events);
    for (const count of days.keys()) {
      for (const odd of [1, events, 40_000, 1e7]) {
        const before = told(days.slice(0, count));
        const [tomorrow] = days.slice(count);
        assert.ok(tomorrow);
        const after = told([...days.slice(0, count), { ...tomorrow, events: odd }]);
        assert.deepEqual(after.slice(0, before.length - 1), before.slice(0, -1));
        assert.ok(after.length <= before.length + 1);
        if (after.length > before.length) assert.deepEqual(after.slice(0, -1), before);
      }
    }
  }
});

test("days before 1970 and days in any order have their spans", () => {
  assert.deepEqual(told(daysOf("1969-12-30", 3, 100_000).toReversed()), [
    "1969-12-30 to 1969-12-31: 2",
    "1970-01-01 to 1970-01-01: 1",
  ]);
  assert.deepEqual(told([]), []);
});
