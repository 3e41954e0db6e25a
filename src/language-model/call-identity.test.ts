import assert from "node:assert/strict";
import { test } from "node:test";
import { callIdOf } from "./call-identity.ts";
import type { GenerateRequest } from "./language-model.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";

test("every field of a request that says what is asked, and the model, are in the id", () => {
  const others: Record<
    Exclude<keyof GenerateRequest, "attempt" | "repairOf" | "purpose">,
    Partial<GenerateRequest>
  > = {
    system: { system: "" },
    prompt: { prompt: "Why?" },
    answerStem: { answerStem: "" },
    maxTokens: { maxTokens: 25 },
    temperature: { temperature: 0 },
    topP: { topP: 1 },
    topK: { topK: 0 },
    stop: { stop: ["\n"] },
    draw: { draw: 2 },
    schema: { schema: { type: "object" } },
    logProbabilities: { logProbabilities: true },
  };
  const ids = Object.values(others).map((other) => callIdOf("m", sampleRequest(other)));
  ids.push(callIdOf("m", sampleRequest()), callIdOf("another", sampleRequest()));
  assert.equal(new Set(ids).size, ids.length);
});

test("how often it was asked, and whose answer is mended, is the same question", () => {
  const again = sampleRequest({ attempt: 2, repairOf: "call_1" });
  assert.equal(callIdOf("m", again), callIdOf("m", sampleRequest()));
});

test("an id of what is asked without a schema is the one that it always was", () => {
  assert.equal(callIdOf("m", sampleRequest()), "call_e5c00ba2845644fa4f5e");
});

test("equal requests have one id, whatever the order of their fields", () => {
  const request = sampleRequest();
  const turned = Object.fromEntries(Object.entries(request).reverse()) as unknown as typeof request;
  assert.equal(callIdOf("m", turned), callIdOf("m", request));
});

test("words do not run into each other", () => {
  assert.notEqual(
    callIdOf("m", sampleRequest({ system: "a", prompt: "bc" })),
    callIdOf("m", sampleRequest({ system: "ab", prompt: "c" })),
  );
});
