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

test("where days become so large that they are observed by themselves, all are observed anew", () => {
  const limits = { byTheMonth: 4, byTheWeek: 4 };
  const arrived = [day("2026-02-03", 100)];
  assert.deepEqual(spansAnew(observed, arrived, limits), {
    ...{ days: 4, spans: 4, events: 112, largestEvents: 100 },
  });
  assert.equal(spansAnew(observed, [day("2026-02-03", 1)], limits).spans, 1);
});
