import assert from "node:assert/strict";
import { test } from "node:test";
import { compose } from "./compose.ts";
import type { LanguageModel, Wrapper } from "./language-model.ts";
import { sampleRequest } from "./sample-request.ts";
import { scriptedModel } from "./scripted-model.ts";
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
    async countTokens(text: string) {
      return text.split(" ").length * this.perWord;
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
  assert.equal(await wrapped.countTokens?.("two words"), 4);
  assert(!("score" in wrapped));
  await wrapped.close();
  assert.equal(inner.closed, true);
});
