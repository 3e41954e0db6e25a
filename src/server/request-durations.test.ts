import assert from "node:assert/strict";
import { test } from "node:test";
import { RequestDurations } from "./request-durations.ts";

test("a bucket holds all that took no longer than its bound, and the last one everything", () => {
  const durations = new RequestDurations("seconds");
  for (const seconds of [0.00005, 0.0001, 0.004, 3]) durations.observe("/a", seconds);
  durations.observe("/b", 0.2);
  const lines = durations.lines().filter(({ labels }) => labels["route"] === "/a");
  const upTo = (bound: number | string) =>
    lines.find(
      ({ metricName, labels }) => metricName === "seconds_bucket" && labels["le"] === bound,
    )?.value;
  assert.deepEqual(
    [upTo(0.0001), upTo(0.0025), upTo(0.005), upTo(1), upTo("+Inf")],
    [2, 2, 3, 3, 4],
  );
  const lineOf = (name: string) => lines.find(({ metricName }) => metricName === name)?.value;
  assert.equal(lineOf("seconds_count"), 4);
  assert(Math.abs((lineOf("seconds_sum") ?? 0) - 3.00415) < 1e-12);
});
