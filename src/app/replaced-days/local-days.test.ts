import assert from "node:assert/strict";
import { test } from "node:test";
import { localDays } from "./local-days.ts";

const hour = 3_600_000;

test("the days of a zone that share a time with a day of UTC, 23 to 25 hours long", () => {
  const hoursOf = (zone: string, ...starts: readonly string[]) =>
    localDays(
      zone,
      starts.map((start) => Date.parse(start)),
    ).map(({ day, fromMs, untilMs }) => [
      day,
      new Date(fromMs).toISOString().slice(0, 13),
      (untilMs - fromMs) / hour,
    ]);
  assert.deepEqual(hoursOf("UTC", "2026-01-05"), [["2026-01-05", "2026-01-05T00", 24]]);
  assert.deepEqual(hoursOf("America/New_York", "2026-03-08", "2026-11-01"), [
    ["2026-03-07", "2026-03-07T05", 24],
    ["2026-03-08", "2026-03-08T05", 23],
    ["2026-10-31", "2026-10-31T04", 24],
    ["2026-11-01", "2026-11-01T04", 25],
  ]);
  // There summer time begins at midnight.
  assert.deepEqual(hoursOf("America/Santiago", "2026-09-06"), [
    ["2026-09-05", "2026-09-05T04", 24],
    ["2026-09-06", "2026-09-06T04", 23],
  ]);
});
