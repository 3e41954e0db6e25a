import assert from "node:assert/strict";
import { test } from "node:test";
import { CosmoError } from "../domain/cosmo-error.ts";
import { retry } from "./retry.ts";
import { RetryLaterError } from "./retry-later-error.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { sleep } from "./sleep.ts";

const never = new AbortController().signal;
const lost = () => new CosmoError("LOST", "lost", { hint: "again", retryable: true });
const busy = (retryAfterMs: number | undefined) =>
  new RetryLaterError("BUSY", "busy", { hint: "later", retryAfterMs, tooMany: true });

/** A model that fails with each error in turn and then answers, and the waits between. */
function failing(errors: readonly Error[], random = () => 0.5) {
  const waits: number[] = [];
  const inner = scriptedModel({
    answer: (_, call) => {
      const error = errors[call - 1];
      if (error) throw error;
      return "camping";
    },
  });
  const model = retry({
    maxAttempts: 5,
    baseDelayMs: 100,
    maxDelayMs: 500,
    random,
    sleep: async (milliseconds) => void waits.push(milliseconds),
  })(inner);
  return { model, inner, waits };
}

test("waits grow to a bound, each a random part of it", async () => {
  const { model, waits } = failing([lost(), lost(), lost(), lost()]);
  assert.equal((await model.generate(sampleRequest(), never)).text, "camping");
  assert.deepEqual(waits, [50, 100, 200, 250]);
  const hasty = failing([lost()], () => 0);
  await hasty.model.generate(sampleRequest(), never);
  assert.deepEqual(hasty.waits, [0]);
});

test("after the last attempt the last error comes through", async () => {
  const errors = [lost(), lost(), lost(), lost(), lost(), lost()];
  const { model, inner } = failing(errors);
  await assert.rejects(model.generate(sampleRequest(), never), (error) => error === errors[4]);
  assert.equal(inner.requests.length, 5);
});

test("an error that waiting does not cure is not tried again", async () => {
  for (const error of [new CosmoError("KEY", "bad", { hint: "set it" }), new Error("a fault")]) {
    const { model, inner } = failing([error]);
    await assert.rejects(model.generate(sampleRequest(), never), (thrown) => thrown === error);
    assert.equal(inner.requests.length, 1);
  }
});

test("the server's own time is kept, with some jitter behind it", async () => {
  const { model, waits } = failing([busy(400), busy(undefined), busy(0)]);
  await model.generate(sampleRequest(), never);
  assert.deepEqual(waits, [450, 100, 200]);
});

test("a server that wants to be left alone for longer than the bound ends the attempts", async () => {
  const { model, waits } = failing([busy(501)]);
  await assert.rejects(model.generate(sampleRequest(), never), /busy/);
  assert.deepEqual(waits, []);
});

test("an abort ends the wait with its reason", { timeout: 5_000 }, async () => {
  const controller = new AbortController();
  const model = retry({
    maxAttempts: 2,
    baseDelayMs: 60_000,
    maxDelayMs: 60_000,
    random: () => 0.9,
    sleep,
  })(
    scriptedModel({
      answer: () => {
        setTimeout(() => controller.abort(new Error("enough")), 5);
        throw lost();
      },
    }),
  );
  await assert.rejects(model.generate(sampleRequest(), controller.signal), /enough/);
});

test("scores are tried again too", async () => {
  let calls = 0;
  const { model } = failing([]);
  assert.equal(model.score, undefined);
  const scoring = retry({
    maxAttempts: 2,
    baseDelayMs: 0,
    maxDelayMs: 0,
    random: () => 0,
    sleep: async () => {},
  })({
    ...scriptedModel({ answer: () => "" }),
    score: async () => {
      if (++calls === 1) throw lost();
      return { logProbability: -1, tokens: 2 };
    },
  });
  assert.equal((await scoring.score?.({ context: "", text: "a" }, never))?.tokens, 2);
});
