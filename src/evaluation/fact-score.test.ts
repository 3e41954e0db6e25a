import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { factScore, readText } from "./fact-score.ts";

const scored = (tail: string, wordings: readonly string[], cosines: readonly number[]): number =>
  factScore(readText(tail), wordings.map(readText), cosines);

test("the normal form of a wording is the surest, whatever the encoder finds", () => {
  assert.equal(scored("Walking the dogs.", ["dog exercise", "walk the dog"], [-0.2, 0.1]), 1);
});

test("otherwise the nearest wording counts", () => {
  assert.equal(scored("dog walks", ["exercise a pet", "walk the dog"], [0.4, 0.8]), 0.8);
  assert.equal(scored("dog walks", [], []), -1);
});

test("the other side of one wording is that of all", () => {
  assert.equal(scored("gift for mom", ["Father's Day gift", "present for him"], [0.9, 0.95]), -1);
});

test("nearer cosines never lower the score, and it stays within -1 and 1", () => {
  const cosine = fc.double({ min: -1, max: 1, noNaN: true });
  const text = fc.constantFrom("dog", "a dog", "cat", "pet", "winter", "summer trip");
  const wording = fc.tuple(text, cosine, cosine);
  fc.assert(
    fc.property(text, fc.array(wording, { maxLength: 4 }), (tail, wordings) => {
      const texts = wordings.map(([one]) => one);
      const lower = scored(
        tail,
        texts,
        wordings.map(([, a, b]) => Math.min(a, b)),
      );
      const higher = scored(
        tail,
        texts,
        wordings.map(([, a, b]) => Math.max(a, b)),
      );
      assert.ok(-1 <= lower && lower <= higher && higher <= 1);
    }),
  );
});
