import assert from "node:assert/strict";
import { test } from "node:test";
import { compose } from "./compose.ts";
import type { LanguageModel, ScoreRequest, Wrapper } from "./language-model.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { aroundCalls, withGenerate } from "./wrap-model.ts";

const { signal } = new AbortController();

test("the first wrapper sees a request first", async () => {
  const seen: string[] = [];
  const named =
    (name: string): Wrapper =>
    (inner) =>
      aroundCalls(inner, (call, within) => {
        seen.push(name);
        return call(within);
      });
  const model = compose(scriptedModel({ answer: () => "camping" }), named("outer"), named("inner"));
  await model.generate(sampleRequest(), signal);
  assert.deepEqual(seen, ["outer", "inner"]);
});

test("a wrapped model can what it could, and only that", async () => {
  class Counting implements LanguageModel {
    readonly id = "counting";
    private readonly perWord = 2;
    generate: LanguageModel["generate"] = scriptedModel({ answer: () => "" }).generate;
    async score({ text }: ScoreRequest) {
      return { logProbability: -1, tokens: text.split(" ").length * this.perWord };
    }
    closed = false;
    async close() {
      this.closed = true;
    }
  }
  const inner = new Counting();
  const wrapped = withGenerate(
    aroundCalls(inner, (call, within) => call(within)),
    inner.generate,
  );
  assert.equal(wrapped.id, "counting");
  const scored = await wrapped.score?.({ context: "", text: "two words" }, signal);
  assert.equal(scored?.tokens, 4);
  assert(!("score" in withGenerate(scriptedModel({ answer: () => "" }), inner.generate)));
  await wrapped.close();
  assert.equal(inner.closed, true);
});
