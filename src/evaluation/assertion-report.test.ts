import assert from "node:assert/strict";
import { test } from "node:test";
import { assertionRow } from "./assertion-report.ts";
import { meaningEncoder, needOf, never, productOf, truthOf } from "./evaluation-for-tests.ts";
import { createFactMatcher } from "./fact-matcher.ts";
import { headFacts } from "./head-facts.ts";

const facts = headFacts({
  needs: [
    needOf("grill", ["grill", "sauce"], ["barbecue"]),
    needOf("knit", ["yarn"], ["knitting"]),
  ],
  products: [productOf("grill", "grill"), productOf("sauce", "sauce"), productOf("yarn", "yarn")],
  queries: [{ id: "q", text: "barbecue" }],
  truth: truthOf({
    grill: [
      ["used_to", ["grill burgers", "cook burgers"], ["grill"]],
      ["used_for_eve", ["garden party", "cookout"]],
    ],
    knit: [["used_to", ["knit a scarf", "make scarves"]]],
  }),
});
const assertion = (headA: string, headB: string, tail: string) => ({
  ...{ headA, headB, relation: "usedFor", tail },
});
const row = (assertions: readonly ReturnType<typeof assertion>[]) =>
  assertionRow(
    {
      ...{ id: "published", assertions, facts, seed: 1, groupOf: (head: string) => head },
      matcher: createFactMatcher(meaningEncoder([["cookout", "eating outdoors"]])),
    },
    never,
  );

test("which pairs share a need, and which assertions state a fact of their pair", async () => {
  const { precision, sharesNeed, assertions, id } = await row([
    assertion("grill", "sauce", "Grill burgers."),
    assertion("q", "sauce", "Grill burgers."),
    assertion("q", "sauce", "eating outdoors"),
    assertion("grill", "yarn", "knit a scarf"),
    assertion("grill", "yarn", "cookout"),
  ]);
  assert.deepEqual([id, assertions], ["published", 5]);
  assert.equal(sharesNeed?.mean, 3 / 5);
  // The burgers are true of grill and sauce together, not of sauce for a query.
  assert.equal(precision?.mean, 2 / 5);
});

test("without assertions there are no figures", async () => {
  assert.deepEqual(await row([]), {
    ...{ id: "published", assertions: 0, sharesNeed: null, precision: null },
  });
});
