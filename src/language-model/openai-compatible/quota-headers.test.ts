import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { durationMs, quotaFrom } from "./quota-headers.ts";

const now = Date.parse("2026-11-23T10:00:00Z");

test("durations as OpenAI writes them", () => {
  assert.equal(durationMs("1s"), 1_000);
  assert.equal(durationMs("6m0s"), 360_000);
  assert.equal(durationMs("20ms"), 20);
  assert.equal(durationMs("7.66s"), 7_660);
  assert.equal(durationMs("1d2h3m4.5s"), 93_784_500);
  assert.equal(durationMs("12"), 12_000);
  for (const text of ["", "soon", "-1s", "1 s", "s", "1s later", undefined]) {
    assert.equal(durationMs(text), undefined, text);
  }
});

test("what a duration is made of is found in it again", () => {
  const part = fc.nat({ max: 9_999 });
  fc.assert(
    fc.property(part, part, part, (hours, minutes, milliseconds) => {
      const text = `${hours}h${minutes}m${milliseconds}ms`;
      assert.equal(durationMs(text), hours * 3_600_000 + minutes * 60_000 + milliseconds);
    }),
  );
});

test("the headers of OpenAI and of Anthropic are read, and half of them is nothing", () => {
  const openAi = {
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "59",
    "x-ratelimit-reset-requests": "1s",
    "x-ratelimit-remaining-tokens": "149984",
    "x-ratelimit-reset-tokens": "6m0s",
  };
  assert.deepEqual(quotaFrom(openAi, now), {
    requests: { remaining: 59, limit: 60, resetMs: 1_000 },
    tokens: { remaining: 149_984, limit: undefined, resetMs: 360_000 },
  });
  const anthropic = {
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-requests-remaining": "3",
    "anthropic-ratelimit-requests-reset": "2026-11-23T10:00:30Z",
  };
  assert.deepEqual(quotaFrom(anthropic, now), {
    requests: { remaining: 3, limit: 50, resetMs: 30_000 },
    tokens: undefined,
  });
  assert.equal(quotaFrom({}, now), undefined);
  assert.equal(quotaFrom({ "x-ratelimit-remaining-requests": "59" }, now), undefined);
  const strange = { ...openAi, "x-ratelimit-remaining-requests": "many" };
  assert.equal(quotaFrom(strange, now)?.requests, undefined);
});
