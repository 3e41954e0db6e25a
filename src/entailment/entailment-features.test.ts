import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cosine } from "../encoder/cosine.ts";
import { encodeTexts } from "../encoder/encode-texts.ts";
import type { CaseHead } from "./entailment-case.ts";
import {
  claimNumbers,
  entailmentRow,
  featureNames,
  headNumbers,
  textsOfType,
  typeNumbers,
} from "./entailment-features.ts";
import { never, wordEncoder } from "./entailment-for-tests.ts";

const claim = {
  tail: "sleeping in rain",
  sentence: "It is for sleeping in rain.",
  typicality: 0.25,
};

async function featuresOf(
  head: CaseHead,
  titles: readonly string[],
  plausibility: number | null = 0.5,
  isContradicted = false,
) {
  const type = { name: "tent", titles };
  const texts = [...textsOfType(type), claim.tail, claim.sentence, head.words];
  const vectors = await encodeTexts(texts, wordEncoder(), never);
  const cosineOf = (one: string, other: string): number =>
    cosine(vectors.get(one) ?? new Float32Array(), vectors.get(other) ?? new Float32Array());
  const numbers = typeNumbers(type, vectors);
  const row = entailmentRow(
    claimNumbers({ ...claim, plausibility }, numbers, vectors),
    headNumbers(head, numbers, vectors),
    isContradicted,
  );
  assert.equal(row.length, featureNames[head.kind].length);
  const names: readonly string[] = featureNames[head.kind];
  return {
    feature: (name: string) => row[names.indexOf(name)] ?? Number.POSITIVE_INFINITY,
    cosineOf,
  };
}

const product = (words: string): CaseHead => ({ kind: "product", words, share: null });
const near = (one: number, other: number): void =>
  assert.ok(Math.abs(one - other) < 1e-5, `${one} and ${other}`);

test("a product is held against the tail, the sentence, the type, and the type's other titles", async () => {
  const word = fc.constantFrom("rain", "tent", "family", "light", "green");
  const title = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(" "));
  await fc.assert(
    fc.asyncProperty(title, fc.uniqueArray(title, { maxLength: 5 }), async (own, titles) => {
      const { feature, cosineOf } = await featuresOf(product(own), titles);
      const others = titles.filter((other) => other !== own);
      const mean = (text: string): number =>
        others.reduce((sum, other) => sum + cosineOf(text, other), 0) / others.length;
      near(feature("tail–title cosine"), cosineOf(claim.tail, own));
      near(feature("sentence–title cosine"), cosineOf(claim.sentence, own));
      near(feature("title–type cosine"), cosineOf(own, "tent"));
      const difference = feature("tail–title cosine, less the mean over the type's titles");
      if (others.length === 0) {
        assert.ok(Number.isNaN(difference) && Number.isNaN(feature("title–titles cosine, mean")));
      } else {
        near(difference, cosineOf(claim.tail, own) - mean(claim.tail));
        near(feature("title–titles cosine, mean"), mean(own));
      }
    }),
    { numRuns: 30 },
  );
});

test("a query is held against the tail, the sentence and the type, with the share of its purchases", async () => {
  const query: CaseHead = { kind: "query", words: "rain shelter", share: 0.75 };
  const { feature, cosineOf } = await featuresOf(query, ["Rain tent"]);
  near(feature("tail–query cosine"), cosineOf(claim.tail, "rain shelter"));
  near(feature("sentence–query cosine"), cosineOf(claim.sentence, "rain shelter"));
  near(feature("query–type cosine"), cosineOf("rain shelter", "tent"));
  assert.equal(feature("share of purchases"), 0.75);
});

test("what a critic said and what a word contradicts are told, and what is not known is no number", async () => {
  const { feature } = await featuresOf(product("Rain tent"), [], 0.9, true);
  near(feature("plausibility, log-odds"), Math.log(9));
  assert.equal(feature("typicality"), 0.25);
  near(feature("tail words, logarithm"), Math.log(3));
  assert.equal(feature("contradicted"), 1);
  const unknown = await featuresOf({ kind: "query", words: "rain", share: null }, [], null);
  assert.ok(Number.isNaN(unknown.feature("plausibility, log-odds")));
  assert.ok(Number.isNaN(unknown.feature("share of purchases")));
  for (const sure of [0, 1]) {
    const { feature: of } = await featuresOf(product("Rain tent"), [], sure);
    assert.ok(Number.isFinite(of("plausibility, log-odds")));
  }
});

test("a text is encoded once, and nothing where there is none", async () => {
  const encoder = wordEncoder();
  await encodeTexts(["tent", "rain", "tent"], encoder, never);
  assert.deepEqual(encoder.encoded, ["tent", "rain"]);
  assert.equal((await encodeTexts([], encoder, never)).size, 0);
});
