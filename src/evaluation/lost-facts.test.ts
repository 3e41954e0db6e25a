import assert from "node:assert/strict";
import { test } from "node:test";
import { armEdge, armHead, armOf } from "./arm-for-tests.ts";
import type { ArmReading } from "./arm-readings.ts";
import { meaningEncoder, never } from "./evaluation-for-tests.ts";
import { lostFacts } from "./lost-facts.ts";

const edges = [
  armEdge("a", "camping"),
  armEdge("a", "sleeping outdoors"),
  armEdge("a", "a gift for grandpa"),
  armEdge("a", "flying"),
  armEdge("b", "rain"),
];
const pairs = armOf("pairs", edges);
const types = armOf("types", [
  armEdge("a", "camping", { relation: "cause" }),
  armEdge("a", "nights under the sky"),
  armEdge("c", "a gift for grandpa"),
]);
const readings = edges.map(
  (edge, place): ArmReading => ({
    ...{ item: place + 1, edge, head: armHead(edge.head, { type: "tent" }) },
    ...{ plausible: edge.tail !== "flying", decile: 1 },
  }),
);
const encoder = meaningEncoder([
  ["camping"],
  ["sleeping outdoors", "nights under the sky"],
  ["a gift for grandpa"],
  ["flying"],
]);

test("lost is what is plausible, at a head that the other knows, and near to nothing that it says there", async () => {
  const options = { encoder, cut: 0.8, seed: 1 };
  const lost = await lostFacts({ arm: pairs, readings }, types, options, never);
  const { examples, share, inGraph, ...counts } = lost;
  assert.deepEqual(counts, {
    ...{ of: "pairs", without: "types", plausible: 4, atKnownHeads: 3, lost: 1 },
  });
  assert.equal(share?.mean, 1 / 3);
  assert.equal(inGraph?.mean, 1, "one of the five that were read, of five");
  assert.deepEqual(
    examples.map(({ item, head, type, cosine }) => ({ item, head, type, cosine })),
    [{ item: 3, head: "Title of a", type: "tent", cosine: 0 }],
  );
});

test("what means the same is a matter of the cut", async () => {
  const options = { encoder, cut: 1.1, seed: 1 };
  const { lost } = await lostFacts({ arm: pairs, readings }, types, options, never);
  assert.equal(lost, 3, "the same node is as near as can be, and no more");
});

test("where the other arm knows none of the heads nothing is lost", async () => {
  const other = armOf("types", [armEdge("z", "camping")]);
  const options = { encoder, cut: 0.8, seed: 1 };
  const found = await lostFacts({ arm: pairs, readings }, other, options, never);
  assert.deepEqual([found.atKnownHeads, found.lost, found.share], [0, 0, null]);
});
