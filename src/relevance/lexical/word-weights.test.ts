import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { bm25Share, countWordWeights } from "./word-weights.ts";

const texts = [["red", "shoe", "shoe"], ["red", "tent"], ["red", "shoe"], ["blue"]];
const weights = countWordWeights(texts);

test("a word tells more the fewer texts have it, most if none has", () => {
  const [none, one, two, three] = ["chair", "tent", "shoe", "red"].map((word) => weights.of(word));
  assert.deepEqual([none, one, two, three], [none, one, two, three].toSorted().toReversed());
  assert.equal(three, Math.log(1 + 1.5 / 3.5));
  assert.equal(weights.meanLength, 2);
});

test("BM25 is 0 to 1, and greater where a word of the query is added to a text as long", () => {
  const word = fc.constantFrom("red", "shoe", "tent", "blue", "chair");
  fc.assert(
    fc.property(
      fc.uniqueArray(word, { minLength: 1 }),
      fc.array(word, { minLength: 1, maxLength: 8 }),
      (query, text) => {
        const share = bm25Share(new Set(query), text, weights);
        assert.ok(share >= 0 && share < 1, `${share}`);
        const [first = ""] = query;
        const more = bm25Share(new Set(query), [...text, first], weights);
        const other = bm25Share(new Set(query), [...text, "sofa"], weights);
        assert.ok(more > other, `${more}, ${other}`);
      },
    ),
  );
});

test("without words of a query there is nothing", () => {
  assert.equal(bm25Share(new Set(), ["red"], weights), 0);
});
