import assert from "node:assert/strict";
import { test } from "node:test";
import { needOf, productOf, truthOf } from "./evaluation-for-tests.ts";
import { headFacts } from "./head-facts.ts";
import type { Fact } from "./truth.ts";

const needs = [
  {
    ...needOf("winter-camping", [], ["Winter Camping", "camping"]),
    serves: [
      { type: "sleeping bag", attributes: { season: ["winter", "all"] } },
      { type: "hand warmers", attributes: {} },
    ],
  },
  needOf("cold-hands", ["hand warmers", "gloves"], ["warm gloves", "camping"]),
  needOf("unsaid", ["kite"], ["kite"]),
];
const tails = ["x", "y"];
const truth = truthOf({
  "winter-camping": [
    ["used_for_eve", tails],
    ["is_a", tails, ["sleeping bag"]],
    ["used_to", tails, ["hand warmers"]],
  ],
  "cold-hands": [
    ["used_in_body", tails],
    ["is_a", ["z", "y of another kind"], ["gloves"]],
  ],
});
const facts = headFacts({
  needs,
  truth,
  products: [
    productOf("bag", "sleeping bag", { season: "winter", color: "red" }),
    productOf("summer bag", "sleeping bag", { season: "summer" }),
    productOf("bare bag", "sleeping bag"),
    productOf("warmers", "hand warmers"),
    productOf("gloves", "gloves"),
    productOf("untyped", null),
    productOf("clarinet", "clarinet"),
    productOf("kite", "kite"),
  ],
  queries: [
    { id: "q1", text: "winter camping" },
    { id: "q2", text: "camping" },
    { id: "q3", text: "winter camping for two" },
    { id: "q4", text: "camping gear" },
    { id: "q5", text: "winter camper" },
    { id: "q6", text: "winter" },
  ],
});

const ids = (some: readonly Fact[]): readonly string[] => some.map(({ id }) => id);
const of = (head: string): readonly string[] => ids(facts.of(head));
const allOfCamping = ["winter-camping/0", "winter-camping/1", "winter-camping/2"];

test("a product has the facts of each need that it serves, as far as they hold for its type", () => {
  assert.deepEqual(of("bag"), ["winter-camping/0", "winter-camping/1"]);
  assert.deepEqual(of("warmers"), ["winter-camping/0", "winter-camping/2", "cold-hands/0"]);
  assert.deepEqual(of("gloves"), ["cold-hands/0", "cold-hands/1"]);
});

test("a product without the attributes, the type or any need has none", () => {
  for (const head of ["summer bag", "bare bag", "untyped", "clarinet", "kite", "nobody"]) {
    assert.deepEqual(of(head), []);
  }
});

test("a query has the facts of every need with its text, for whatever types", () => {
  assert.deepEqual(of("q1"), allOfCamping);
  assert.deepEqual(of("q2"), [...allOfCamping, "cold-hands/0", "cold-hands/1"]);
});

test("what two needs of a head say in one relation with a shared wording is one fact of it", () => {
  const near = truthOf({
    "winter-camping": [
      ["is_a", ["camping gear", "things for camping"]],
      ["used_to", ["camp"]],
    ],
    "cold-hands": [
      ["is_a", ["outdoor gear", "camping gear"]],
      ["used_as", ["camping gear"]],
    ],
  });
  const products = [productOf("warmers", "hand warmers")];
  const said = headFacts({ needs, truth: near, products, queries: [] }).of("warmers");
  assert.deepEqual(
    said.map(({ relation, tails: wordings }) => [relation, wordings]),
    [
      ["is_a", ["camping gear", "things for camping", "outdoor gear"]],
      ["used_to", ["camp"]],
      ["used_as", ["camping gear"]],
    ],
  );
});

test("more words behind a known text count as the longest that fits, other words as nothing", () => {
  assert.deepEqual(of("q3"), allOfCamping);
  assert.deepEqual(of("q4"), of("q2"));
  assert.deepEqual(of("q5"), []);
  assert.deepEqual(of("q6"), []);
});

test("a query and a product have the facts of shared needs that hold for the product", () => {
  const { sharesNeed, facts: shared } = facts.ofPair("q2", "warmers");
  assert.equal(sharesNeed, true);
  assert.deepEqual(ids(shared), ["winter-camping/0", "winter-camping/2", "cold-hands/0"]);
  assert.deepEqual(ids(facts.ofPair("q1", "bag").facts), ["winter-camping/0", "winter-camping/1"]);
});

test("two products have the facts of shared needs that hold for one of them, in either order", () => {
  assert.deepEqual(ids(facts.ofPair("bag", "warmers").facts), allOfCamping);
  assert.deepEqual(facts.ofPair("warmers", "bag"), facts.ofPair("bag", "warmers"));
  assert.deepEqual(ids(facts.ofPair("warmers", "gloves").facts), ["cold-hands/0", "cold-hands/1"]);
});

test("without a shared need there is nothing; a shared need may have no facts", () => {
  for (const [a, b] of [
    ["bag", "gloves"],
    ["q1", "gloves"],
    ["bag", "nobody"],
    ["untyped", "untyped"],
  ] as const) {
    assert.deepEqual(facts.ofPair(a, b), { sharesNeed: false, facts: [] });
  }
  assert.deepEqual(facts.ofPair("kite", "kite"), { sharesNeed: true, facts: [] });
});
