import assert from "node:assert/strict";
import { test } from "node:test";
import { meaningEncoder, needOf, never, productOf, truthOf } from "./evaluation-for-tests.ts";
import { createFactMatcher } from "./fact-matcher.ts";
import { type HeadCountsInput, headCounts, type JudgedEdge } from "./head-counts.ts";
import { headFacts } from "./head-facts.ts";
import { shuffledNeeds } from "./shuffled-needs.ts";

const needs = [needOf("camp", ["tent"], ["camping"]), needOf("knit", ["yarn"], ["knitting"])];
const truth = truthOf({
  camp: [
    ["used_for_eve", ["camping trip", "sleep outdoors"]],
    ["capable_of", ["keep rain out", "stay dry inside"], ["tent"]],
  ],
  knit: [["used_to", ["knit a scarf", "make scarves"]]],
});
const products = [
  productOf("tent", "tent"),
  productOf("yarn", "yarn"),
  productOf("clarinet", "clarinet"),
];
const queries = [{ id: "q-camp", text: "camping" }];
const heads: HeadCountsInput["heads"] = [
  { id: "yarn", kind: "product", asked: false },
  { id: "tent", kind: "product", asked: true },
  { id: "q-camp", kind: "query", asked: true },
];
const meanings = [
  ["sleep outdoors", "a night under the stars"],
  ["keep rain out", "protection from rain"],
];

const edge = (head: string, relation: string, tail: string): JudgedEdge => ({
  head,
  headKind: head.startsWith("q-") ? "query" : "product",
  relation,
  tail,
});
const edges = [
  edge("tent", "usedFor", "a night under the stars"),
  edge("tent", "usedFor", "camping trips"),
  edge("tent", "isA", "protection from rain"),
  edge("tent", "usedFor", "knit a scarf"),
  edge("q-camp", "capableOf", "protection from rain"),
  edge("clarinet", "usedFor", "camping trip"),
];

const counted = (input: Partial<HeadCountsInput> = {}) =>
  headCounts(
    {
      ...{ edges, heads, facts: headFacts({ needs, products, queries, truth }) },
      ...{ matcher: createFactMatcher(meaningEncoder(meanings)), ...input },
    },
    never,
  );

test("each edge is held against the facts of its head, each fact against the edges", async () => {
  assert.deepEqual(await counted(), [
    {
      ...{ head: "clarinet", kind: "product", asked: null },
      ...{ edges: 1, trueEdges: 0, facts: 0, statedFacts: 0 },
    },
    {
      ...{ head: "q-camp", kind: "query", asked: true },
      ...{ edges: 1, trueEdges: 1, facts: 2, statedFacts: 1 },
    },
    {
      ...{ head: "tent", kind: "product", asked: true },
      // The two wordings of one fact are both true and state one fact; isA can't state what it can do.
      ...{ edges: 4, trueEdges: 2, facts: 2, statedFacts: 1 },
    },
    {
      ...{ head: "yarn", kind: "product", asked: false },
      ...{ edges: 0, trueEdges: 0, facts: 1, statedFacts: 0 },
    },
  ]);
});

test("the order of edges and heads makes no difference", async () => {
  const turned = await counted({ edges: edges.toReversed(), heads: [...heads].toReversed() });
  assert.deepEqual(turned, await counted());
});

test("the control goes the same way: against shuffled needs the tent knits", async () => {
  const shuffled = shuffledNeeds(truth, needs, 1);
  const facts = headFacts({ needs, products, queries, truth: shuffled });
  const [tent] = (await counted({ facts })).filter(({ head }) => head === "tent");
  assert.deepEqual(tent, {
    ...{ head: "tent", kind: "product", asked: true },
    ...{ edges: 4, trueEdges: 1, facts: 1, statedFacts: 1 },
  });
});

test("one matcher serves many graphs and encodes each text once", async () => {
  const encoder = meaningEncoder(meanings);
  const matcher = createFactMatcher(encoder);
  const first = await counted({ matcher });
  assert.deepEqual(await counted({ matcher }), first);
  assert.equal(new Set(encoder.encoded).size, encoder.encoded.length);
  assert.equal(encoder.encoded.includes("camping trip"), true);
});
