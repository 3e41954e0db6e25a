import assert from "node:assert/strict";
import { test } from "node:test";
import { averageCounts } from "./average-counts.ts";
import type { HeadCounts } from "./head-counts.ts";

const counts = (head: string, details: Partial<HeadCounts>): HeadCounts => ({
  head,
  ...{ kind: "query", asked: true, edges: 0, trueEdges: 0, facts: 4, statedFacts: 0 },
  ...details,
});

test("each head has the mean of its counts, in order of heads", () => {
  const averages = averageCounts([
    [counts("b", { edges: 1 }), counts("a", { edges: 3, trueEdges: 2, statedFacts: 1 })],
    [counts("a", { edges: 2, trueEdges: 1 }), counts("b", { asked: false, edges: 1 })],
  ]);
  assert.deepEqual(averages, [
    counts("a", { edges: 2.5, trueEdges: 1.5, statedFacts: 0.5 }),
    counts("b", { edges: 1 }),
  ]);
});

test("a head that a graph lacks has no edges there", () => {
  const [only] = averageCounts([[counts("a", { edges: 3, facts: 3 })], [], []]);
  assert.equal(only?.edges, 1);
});

test("of one graph it is the graph's own, and of none nothing", () => {
  const own = [counts("a", { edges: 3 }), counts("b", { trueEdges: 1, edges: 2 })];
  assert.deepEqual(averageCounts([own]), own);
  assert.deepEqual(averageCounts([]), []);
});
