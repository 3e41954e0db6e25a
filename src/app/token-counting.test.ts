import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { checkTokenizer } from "./check-tokenizer.ts";
import { portsWith } from "./ports-for-tests.ts";

async function modelOf(t: TestContext, settings: string) {
  const { ports } = await portsWith(t, settings);
  const [model] = ports.models;
  if (model === undefined) throw new Error("no model");
  return model;
}

const served = (more: string): string =>
  `language-model: { base-url: https://models.invalid/v1, ${more} }`;

test("a model is counted by what is known of its tokenizer, and doctor says by what", async (t) => {
  const nowhere = "models: { fetch: false }";
  const cases = [
    [served("model: gpt-4o-mini"), "openai-encoding", /by OpenAI's o200k_base/, null],
    [served("model: qwen"), "bytes", /from bytes$/, /Set language-model\.tokenizer/],
    [nowhere, "bytes", /the model's file is not here/, null],
  ] as const;
  for (const [settings, by, told, next] of cases) {
    const model = await modelOf(t, settings);
    const { counter, ...counting } = await model.tokenCounting();
    assert.equal(counting.by, by);
    assert.equal(counter === undefined, by === "bytes");
    const found = await checkTokenizer(model, "model m");
    assert.deepEqual([found.check, found.ok], ["model m, tokenizer", true]);
    assert.match(found.finding, told);
    if (next === null) assert.equal(found.next, null);
    else assert.match(found.next ?? "", next);
  }
});

test("a tokenizer's file that is not there is an error of what counts, not of opening, and doctor finds it", async (t) => {
  const model = await modelOf(t, served("model: gpt-4o-mini, tokenizer: none/tokenizer.json"));
  await assert.rejects(model.tokenCounting(), { code: "TOKENIZER_MISSING", exitCode: 2 });
  const { ok, finding, next } = await checkTokenizer(model, "model m");
  assert.equal(ok, false);
  assert.match(finding, /^TOKENIZER_MISSING: .*none\/tokenizer\.json/);
  assert.match(next ?? "", /language-model\.tokenizer/);
});
