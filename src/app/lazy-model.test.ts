import assert from "node:assert/strict";
import { test } from "node:test";
import type { Encoder } from "../encoder/encoder.ts";
import type { LanguageModel } from "../language-model/language-model.ts";
import { sampleRequest } from "../language-model/sample-request-for-tests.ts";
import { scriptedModel } from "../language-model/scripted-model-for-tests.ts";
import { lazyEncoder, lazyLanguageModel } from "./lazy-model.ts";

const never = new AbortController().signal;
const talker = () => scriptedModel({ answer: () => "camping" });

test("identity is known at once, and nothing is opened for it, nor for closing", async () => {
  const lazy = lazyLanguageModel("small", () => Promise.reject(new Error("was opened")));
  assert.equal(lazy.id, "small");
  await lazy.close();
});

test("however many ask at once, the model is opened once, and closed", async () => {
  const inner = talker();
  let opened = 0;
  const lazy = lazyLanguageModel("small", async () => {
    opened += 1;
    return inner;
  });
  await Promise.all([
    lazy.prepare(),
    ...[1, 2, 3].map((draw) => lazy.generate(sampleRequest({ draw }), never)),
  ]);
  assert.deepEqual([opened, inner.requests.length, inner.closed], [1, 3, false]);
  await lazy.close();
  assert.equal(inner.closed, true);
});

test("a failure to open reaches all who asked, and the next use tries again", async () => {
  const inner = talker();
  let opened = 0;
  const lazy = lazyLanguageModel("small", async () => {
    opened += 1;
    if (opened === 1) throw new Error("no file yet");
    return inner;
  });
  const asked = await Promise.allSettled([lazy.prepare(), lazy.generate(sampleRequest(), never)]);
  assert.deepEqual(
    asked.map(({ status }) => status),
    ["rejected", "rejected"],
  );
  await lazy.close();
  assert.equal((await lazy.generate(sampleRequest(), never)).text, "camping");
  assert.equal(opened, 2);
});

test("scores come from a model that can, and are refused by name from one that can't", async () => {
  const request = { context: "", text: "a tent" };
  const score = { logProbability: -3, tokens: 2 };
  const able: LanguageModel = { ...talker(), score: async () => score };
  const lazy = lazyLanguageModel("able", async () => able);
  assert.deepEqual(await lazy.score?.(request, never), score);
  const unable = lazyLanguageModel("mute", async () => talker());
  await assert.rejects(async () => unable.score?.(request, never), /mute can't score/);
});

test("an encoder's id is known before it is opened", async () => {
  let closed = false;
  const inner: Encoder = {
    id: "tiny",
    encode: async (texts) => texts.map(() => new Float32Array([1, 0])),
    close: async () => {
      closed = true;
    },
  };
  let opened = 0;
  const lazy = lazyEncoder("tiny", async () => {
    opened += 1;
    return inner;
  });
  assert.deepEqual([lazy.id, opened], ["tiny", 0]);
  const vectors = await lazy.encode(["tent", "cat"], never);
  assert.deepEqual([vectors.length, opened], [2, 1]);
  await lazy.close();
  assert.equal(closed, true);
});
