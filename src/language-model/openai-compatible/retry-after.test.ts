import assert from "node:assert/strict";
import { test } from "node:test";
import { retryAfterMs } from "./retry-after.ts";

const now = Date.parse("2026-11-23T10:00:00Z");
const read = (headers: Record<string, string>) => retryAfterMs(headers, now);

test("seconds, milliseconds and dates are understood; milliseconds are the most exact", () => {
  assert.equal(read({ "retry-after": "2" }), 2_000);
  assert.equal(read({ "retry-after": "0.5" }), 500);
  assert.equal(read({ "retry-after": "2", "retry-after-ms": "1500" }), 1_500);
  assert.equal(read({ "retry-after": "Mon, 23 Nov 2026 10:00:30 GMT" }), 30_000);
  assert.equal(read({ "retry-after": "Mon, 23 Nov 2026 09:59:30 GMT" }), 0);
});

test("nothing and nonsense are no time", () => {
  assert.equal(read({}), undefined);
  assert.equal(read({ "retry-after": "soon" }), undefined);
  assert.equal(read({ "retry-after": "-1000000000000" }), undefined);
});
