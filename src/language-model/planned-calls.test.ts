import assert from "node:assert/strict";
import { test } from "node:test";
import { plannedCalls } from "./planned-calls.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";

const { signal } = new AbortController();
const answered = { startedAt: 0, milliseconds: 900, inputTokens: 90, outputTokens: 30 };
const usageOf = ({ prompt }: { readonly prompt: string }) =>
  prompt.startsWith("answered") ? [answered] : [];
const isInJob = ({ prompt }: { readonly prompt: string }) => prompt.startsWith("in a job");
const planned = { calls: 10, inputBytes: 330, usualOutputTokens: 7 };

test("what is answered is needed and not to be asked, and tells of the rest from twenty answers on, of whatever kind", () => {
  const counts = plannedCalls({ usageOf, isInJob, counter: undefined }, 1, signal);
  const [one, other] = [counts.newKind(), counts.newKind()];
  counts.add(one, sampleRequest({ prompt: "to ask" }));
  assert.equal(counts.secondsPerCall(), null);
  assert.equal(counts.estimate(one, planned).outputTokens.expected, 70);
  for (let at = 0; at < 20; at++) counts.add(other, sampleRequest({ prompt: `answered ${at}` }));
  assert.deepEqual([one.needed, one.toAsk.calls, one.seen.calls], [1, 1, 0]);
  assert.deepEqual([other.needed, other.toAsk.calls, other.seen.calls], [20, 0, 20]);
  assert.equal(counts.estimate(one, planned).outputTokens.expected, 300);
  assert.equal(counts.secondsPerCall(), 1 / 20);
});

test("a tokenizer counts what is still to be asked, by kind", async () => {
  const counter = {
    isExact: true,
    count: async (requests: readonly unknown[]) => requests.map(() => 100),
  };
  const counts = plannedCalls({ usageOf, isInJob, counter }, 1, signal);
  const [one, other] = [counts.newKind(), counts.newKind()];
  for (const prompt of ["a", "b", "answered", "in a job"])
    counts.add(one, sampleRequest({ prompt }));
  counts.add(other, sampleRequest({ prompt: "answered" }));
  const counted = await counts.counted([one, other]);
  assert.equal(counted.get(one.toAsk)?.tokens.expected, 200);
  assert.equal(counted.has(other.toAsk), false);
});
