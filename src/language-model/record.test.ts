import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { callIdOf } from "./call-identity.ts";
import { openCallStore } from "./call-store.ts";
import type { LanguageModel } from "./language-model.ts";
import { record } from "./record.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { UnreadableAnswerError } from "./unreadable-answer-error.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-record-"));
const store = openCallStore(join(folder, "calls.db"));
after(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});
const { signal } = new AbortController();

let now = 1_000;
const wrap = record({ store, clock: () => (now += 7.6) });

test("an answer lies in the store before anybody has it, and says which call it was", async () => {
  const model = wrap(scriptedModel({ answer: () => "camping", costUsd: 0.5 }));
  const request = sampleRequest();
  const generation = await model.generate(request, signal);
  assert.equal(generation.call, callIdOf("scripted", request));
  const [call] = store.get(generation.call);
  assert.equal(call?.text, "camping");
  assert.equal(call?.rawAnswer, "camping");
  assert.equal(call?.state, "recorded");
  assert.equal(call?.costUsd, 0.5);
  assert.equal(call?.startedAt, 1_008);
  assert.equal(call?.milliseconds, 7);
});

test("the whole answer is written where a model gives it, and goes no further", async () => {
  const plain = scriptedModel({ answer: () => "camping" });
  const inner: LanguageModel = {
    ...plain,
    generate: async (request, within) => ({
      ...(await plain.generate(request, within)),
      raw: '{"choices":[]}',
    }),
  };
  const generation = await wrap(inner).generate(sampleRequest({ draw: 2 }), signal);
  assert.equal(store.get(generation.call)[0]?.rawAnswer, '{"choices":[]}');
  assert(!("raw" in generation));
});

test("a wait for a place of the server is no part of the time that an answer took", async () => {
  const inner: LanguageModel = {
    ...scriptedModel({ answer: () => "" }),
    generate: async (request, within) => ({
      ...(await scriptedModel({ answer: () => "camping" }).generate(request, within)),
      milliseconds: 3,
    }),
  };
  const late = record({ store, clock: () => (now += 1_000) })(inner);
  const generation = await late.generate(sampleRequest({ draw: 6 }), signal);
  const [call] = store.get(generation.call);
  assert.deepEqual([call?.milliseconds, call?.startedAt], [3, Math.round(now) - 3]);
  assert(!("milliseconds" in generation));
});

test("what is given on is what a later run reads from the file", async () => {
  const request = sampleRequest({ draw: 3, prompt: "half a sign: \ud83c" });
  const model = wrap(scriptedModel({ answer: () => "half a sign: \ud83c" }));
  const generation = await model.generate(request, signal);
  assert.equal(store.get(generation.call)[0]?.text, generation.text);
});

test("an answer that cannot be read is recorded with its reason, and fails", async () => {
  const torn = new UnreadableAnswerError("torn", '{"choi', { hint: "again", retryable: true });
  const request = sampleRequest({ draw: 4 });
  const model = wrap(
    scriptedModel({
      answer: () => {
        throw torn;
      },
    }),
  );
  await assert.rejects(model.generate(request, signal), torn);
  const [call] = store.get(callIdOf("scripted", request));
  assert.equal(call?.rawAnswer, '{"choi');
  assert.equal(call?.text, null);
  assert.equal(call?.state, "recorded");
  assert.equal(call?.reason, "torn");
});

test("a failure without an answer leaves nothing", async () => {
  const request = sampleRequest({ draw: 5 });
  const model = wrap(
    scriptedModel({
      answer: () => {
        throw new Error("refused");
      },
    }),
  );
  await assert.rejects(model.generate(request, signal), /refused/);
  assert.deepEqual(store.get(callIdOf("scripted", request)), []);
});
