import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cutsConfig, decide, filters, type Measures } from "./filters.ts";

const cuts = cutsConfig.parse({});

const good: Measures = {
  sentences: 1,
  perplexity: 40,
  perplexityCut: 100,
  copySimilarity: 0.3,
  documentFrequency: 2,
  spread: 0.5,
  heads: 100,
  contextCosine: 0.4,
  scope: "pair",
  isBehaviour: false,
  typeDifference: null,
};

test("a good claim passes; the filters stand in the method's order", () => {
  assert.equal(decide(good, cuts), undefined);
  assert.deepEqual(
    filters.map(({ name }) => name),
    ["firstSentence", "completeness", "copy", "generic", "paraphrase"],
  );
});

for (const [name, change] of [
  ["firstSentence", { sentences: 0 }],
  ["completeness", { perplexity: 101 }],
  ["copy", { copySimilarity: 0.85 }],
  ["generic", { documentFrequency: 8, spread: 0.8 }],
  ["paraphrase", { contextCosine: 0.85 }],
] as const) {
  test(`${name} stops what reaches its cut, with the numbers in the reason`, () => {
    const decision = decide({ ...good, ...change }, cuts);
    assert.equal(decision?.droppedBy, name);
    const [value] = Object.values(change);
    if (name !== "firstSentence") assert.ok(decision?.reason.includes(String(value)));
  });
}

test("frequent alone or spread alone is not generic", () => {
  assert.equal(decide({ ...good, documentFrequency: 50, spread: 0.7 }, cuts), undefined);
  assert.equal(decide({ ...good, documentFrequency: 7, spread: 1 }, cuts), undefined);
});

test("a tail that is said of many types passes where it is shown to be special to this one", () => {
  const ofType: Measures = { ...good, scope: "product-type", documentFrequency: 5, spread: 1 };
  assert.equal(decide({ ...ofType, documentFrequency: 4 }, cuts), undefined);
  assert.match(decide(ofType, cuts)?.reason ?? "", /^said of 5 of 100 types, and nothing measured/);
  assert.match(
    decide({ ...ofType, typeDifference: 0.9 }, cuts)?.reason ?? "",
    /likelier by 0.9 < 1/,
  );
  assert.equal(decide({ ...ofType, typeDifference: 1 }, cuts), undefined);
  // Of few types in all, so many are needed before a tail is one of many.
  assert.equal(decide({ ...ofType, heads: 10, documentFrequency: 3 }, cuts), undefined);
  assert.equal(decide({ ...ofType, heads: 10, documentFrequency: 4 }, cuts)?.droppedBy, "generic");
});

test("what was not measured is not dropped for it", () => {
  const unmeasured = { ...good, perplexity: null, copySimilarity: null, contextCosine: null };
  assert.equal(decide(unmeasured, cuts), undefined);
});

test("a stricter cut never lets more through", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (cut, value) => {
        const strict = { ...cuts, copy: { similarity: cut / 2 } };
        const loose = { ...cuts, copy: { similarity: cut } };
        const measures = { ...good, copySimilarity: value };
        if (decide(measures, strict) === undefined)
          assert.equal(decide(measures, loose), undefined);
      },
    ),
  );
});
