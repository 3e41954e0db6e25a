import assert from "node:assert/strict";
import { test } from "node:test";
import { scriptedModel } from "../language-model/scripted-model-for-tests.ts";
import { perplexityMeasure } from "./perplexity.ts";

const never = new AbortController().signal;
const model = scriptedModel({ answer: () => "" });

test("perplexity is that of a fair choice: four equal chances a token are 4, however many tokens", async () => {
  const measure = perplexityMeasure({
    ...model,
    score: async ({ context, text }) => {
      assert.equal(context, "");
      const tokens = text.split(" ").length;
      return { logProbability: tokens * Math.log(1 / 4), tokens };
    },
  });
  const values = await measure?.of(["camping", "people use it for camping"], never);
  assert.deepEqual(
    values?.map((value) => Math.round(value * 1e9) / 1e9),
    [4, 4],
  );
  assert.equal(measure?.name, "perplexity@1 by scripted");
});

test("a model that can't score measures nothing", () => {
  assert.equal(perplexityMeasure(model), undefined);
});
