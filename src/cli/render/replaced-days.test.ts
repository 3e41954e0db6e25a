import assert from "node:assert/strict";
import { test } from "node:test";
import { linesOfReplacedDays } from "./replaced-days.ts";

const day = (date: number, earlier: number, site = "default") => ({
  ...{ day: `2026-01-${String(date).padStart(2, "0")}`, site, events: 3, earlier },
});

test("each day that loses something is told with what it loses, by site where there are several", () => {
  assert.deepEqual(linesOfReplacedDays([day(4, 0), day(5, 1200)]), [
    "Replaced, day by day:",
    "  2026-01-05: 3 events in place of 1,200",
  ]);
  assert.deepEqual(linesOfReplacedDays([day(5, 2), day(5, 1, "de")]).slice(1), [
    "  2026-01-05, default: 3 events in place of 2",
    "  2026-01-05, de: 3 events in place of 1",
  ]);
});

test("where nothing is lost, one line says so; an import that replaces no days has none", () => {
  assert.match(linesOfReplacedDays([day(4, 0)]).join(), /Replaced nothing/);
  assert.deepEqual(linesOfReplacedDays(undefined), []);
});

test("of many days the first are told, and how many more there are", () => {
  const lines = linesOfReplacedDays(Array.from({ length: 31 }, (_, index) => day(index + 1, 1)));
  assert.equal(lines.length, 22);
  assert.equal(lines.at(-1), "  and 11 more days: --json has them all");
});
