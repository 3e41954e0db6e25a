import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { sampleRequest } from "../sample-request-for-tests.ts";
import { tokensAtMost } from "./tokens-at-most.ts";

test("a token is a byte at least: no text has more tokens than the bound", () => {
  const text = fc.string({ unit: "binary", maxLength: 40 });
  fc.assert(
    fc.property(text, text, text, (system, prompt, answerStem) => {
      const { inputTokens } = tokensAtMost(sampleRequest({ system, prompt, answerStem }));
      assert(inputTokens >= Buffer.byteLength(system + prompt + answerStem) + 256);
    }),
  );
});

test("whatever field of a request holds words, they count", () => {
  const words = "tent ".repeat(1000);
  const other = { ...sampleRequest(), schema: { description: words } };
  const more = tokensAtMost(other).inputTokens - tokensAtMost(sampleRequest()).inputTokens;
  assert(more >= words.length);
});

test("an answer has as many tokens as were allowed", () => {
  assert.equal(tokensAtMost(sampleRequest({ maxTokens: 77 })).outputTokens, 77);
  const besides = tokensAtMost(sampleRequest(), 900).inputTokens;
  assert.equal(besides - tokensAtMost(sampleRequest()).inputTokens, 900);
});
