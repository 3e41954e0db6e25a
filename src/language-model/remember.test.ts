import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import fc from "fast-check";
import { callIdOf } from "./call-identity.ts";
import { type CallStore, openCallStore } from "./call-store.ts";
import { compose } from "./compose.ts";
import { giveUpUnreadable } from "./give-up-unreadable.ts";
import { InvalidAnswerError } from "./invalid-answer-error.ts";
import type { GenerateRequest, LanguageModel, Wrapper } from "./language-model.ts";
import { record } from "./record.ts";
import { exportRecorded, importRecorded } from "./recorded-answers.ts";
import { type RememberOptions, remember } from "./remember.ts";
import { retry } from "./retry.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { scriptedModel } from "./scripted-model-for-tests.ts";
import { UnreadableAnswerError } from "./unreadable-answer-error.ts";
import { withGenerate } from "./wrap-model.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-remember-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => join(folder, `${++files}.db`);
const never = new AbortController().signal;

const validate = (text: string) => (text.includes("bad") ? "it is bad" : undefined);
const remembering = (
  inner: LanguageModel,
  store: CallStore,
  options: Partial<RememberOptions> = {},
  between: Wrapper = (model) => model,
) =>
  compose(
    inner,
    remember({ store, validate, ...options }),
    between,
    record({ store, clock: Date.now }),
  );

test("a valid answer is asked for once, and is the same after a restart", async () => {
  const file = newFile();
  const inner = scriptedModel({ answer: (_, call) => `answer ${call}`, costUsd: 0.5 });
  let store = openCallStore(file);
  const first = await remembering(inner, store).generate(sampleRequest(), never);
  await store.close();
  store = openCallStore(file);
  const second = await remembering(inner, store).generate(sampleRequest(), never);
  assert.deepEqual(second, first);
  assert.equal(first.call, callIdOf("scripted", sampleRequest()));
  assert.equal(store.get(first.call)[0]?.state, "valid");
  assert.equal(inner.requests.length, 1);
  const otherDraw = await remembering(inner, store).generate(sampleRequest({ draw: 2 }), never);
  assert.equal(otherDraw.text, "answer 2");
  await store.close();
});

test("equal requests in flight are one", async () => {
  const store = openCallStore(newFile());
  const inner = scriptedModel({
    answer: async (_, call) => {
      await turn();
      return `answer ${call}`;
    },
  });
  const model = remembering(inner, store);
  const asked = () => model.generate(sampleRequest(), never);
  const [one, other] = await Promise.all([asked(), asked()]);
  assert.deepEqual(one, other);
  assert.equal(inner.requests.length, 1);
  await store.close();
});

test("an unusable answer is thrown, kept, and thrown again without asking", async () => {
  const store = openCallStore(newFile());
  const inner = scriptedModel({ answer: (_, call) => (call === 1 ? "bad" : "camping") });
  const model = remembering(inner, store);
  const id = callIdOf("scripted", sampleRequest());
  for (let time = 0; time < 2; time++) {
    await assert.rejects(model.generate(sampleRequest(), never), (error) => {
      assert(error instanceof InvalidAnswerError);
      assert.deepEqual(
        [error.code, error.call, error.reason, error.retryable],
        ["ANSWER_INVALID", id, "it is bad", false],
      );
      return true;
    });
  }
  assert.equal(inner.requests.length, 1);
  assert.equal(store.get(id)[0]?.reason, "it is bad");
  await store.close();
});

test("where none of the first twenty answers can be used, the run ends; one that can be is enough to go on", async () => {
  for (const [usable, ends] of [
    [0, true],
    [5, false],
  ] as const) {
    const store = openCallStore(newFile());
    const inner = scriptedModel({ answer: (_, call) => (call === usable ? "camping" : "bad") });
    const model = remembering(inner, store);
    const codes: string[] = [];
    for (let draw = 1; draw <= 20; draw++) {
      await model.generate(sampleRequest({ draw }), never).catch((error: InvalidAnswerError) => {
        codes.push(error.code);
      });
    }
    assert.equal(codes.at(-1), ends ? "MODEL_ANSWERS_UNUSABLE" : "ANSWER_INVALID");
    assert.equal(codes.filter((code) => code === "ANSWER_INVALID").length, 19);
    // What is known to be unusable was told before: it ends no run.
    const quiet = remembering(nothing, store);
    await assert.rejects(quiet.generate(sampleRequest({ draw: 1 }), never), {
      code: "ANSWER_INVALID",
    });
    await store.close();
  }
});

test("what the content filter refused is set aside with that reason, and not asked for again", async () => {
  const store = openCallStore(newFile());
  const inner = scriptedModel({ answer: () => "camping in the" });
  const filtering: Wrapper = (model) =>
    withGenerate(model, async (request, signal) => ({
      ...(await model.generate(request, signal)),
      finishReason: "filtered",
    }));
  const model = compose(
    inner,
    remember({ store, validate }),
    record({ store, clock: Date.now }),
    filtering,
  );
  for (let time = 0; time < 2; time++) {
    await assert.rejects(model.generate(sampleRequest(), never), (error) => {
      assert(error instanceof InvalidAnswerError);
      assert.match(error.reason, /content filter/);
      return true;
    });
  }
  assert.equal(inner.requests.length, 1);
  assert.equal(store.get(callIdOf("scripted", sampleRequest()))[0]?.text, "camping in the");
  await store.close();
});

const unreadable = (raw: string): never => {
  throw new UnreadableAnswerError("no chat completion", raw, {
    hint: "again",
    retryable: !raw.startsWith("<"),
  });
};
const threeTimes: Wrapper = retry({
  ...{ maxAttempts: 3, baseDelayMs: 0, maxDelayMs: 0 },
  ...{ random: () => 0, sleep: async () => {} },
});
const nothing = scriptedModel({ answer: () => assert.fail("asked again") });

test("what nobody can read is asked for as often as may be, then set aside, and no run asks again but to retry", async () => {
  for (const raw of ['{"choices":[]}', '{"error":"busy"}', '{"choi']) {
    const store = openCallStore(newFile());
    const inner = scriptedModel({ answer: () => unreadable(raw) });
    const id = callIdOf("scripted", sampleRequest());
    const isSetAside = (error: unknown): boolean =>
      error instanceof InvalidAnswerError && error.reason === "no chat completion";
    const ask = (model: LanguageModel) => model.generate(sampleRequest(), never);
    await assert.rejects(ask(remembering(inner, store, {}, threeTimes)), isSetAside);
    assert.equal(inner.requests.length, 3);
    assert.deepEqual(store.idsSetAside("scripted"), [id]);
    await assert.rejects(ask(remembering(nothing, store)), isSetAside);

    const other = openCallStore(newFile());
    importRecorded(other, [...exportRecorded(store)]);
    await assert.rejects(ask(remembering(nothing, other)), isSetAside);
    await other.close();

    const retrying = remembering(inner, store, { retryFailed: true }, threeTimes);
    for (let time = 0; time < 2; time++) await assert.rejects(ask(retrying), isSetAside);
    assert.deepEqual(
      inner.requests.slice(3).map(({ attempt }) => attempt),
      [2, 2, 2],
    );
    const camping = scriptedModel({ answer: () => "camping" });
    assert.equal((await ask(remembering(camping, store, { retryFailed: true }))).text, "camping");
    assert.equal((await ask(remembering(nothing, store))).text, "camping");
    assert.deepEqual(store.idsSetAside("scripted"), []);
    await store.close();
  }
});

test("a web page, and a call that ended before it was asked often enough, set nothing aside", async () => {
  const store = openCallStore(newFile());
  const page = scriptedModel({ answer: () => unreadable("<html>") });
  const ask = (model: LanguageModel) => model.generate(sampleRequest(), never);
  await assert.rejects(ask(remembering(page, store, {}, threeTimes)), {
    code: "MODEL_ANSWER_UNREADABLE",
  });
  assert.equal(page.requests.length, 1);
  const down = scriptedModel({
    answer: (_, call) => {
      if (call === 1) return unreadable("{}");
      throw new Error("killed");
    },
  });
  await assert.rejects(ask(remembering(down, store, {}, threeTimes)), /killed/);
  const torn = new UnreadableAnswerError("torn", "{}", { hint: "again", retryable: true });
  const id = callIdOf("scripted", sampleRequest());
  await assert.rejects(giveUpUnreadable(store, id, torn, AbortSignal.abort()), torn);
  assert.deepEqual(store.idsSetAside("scripted"), []);
  const camping = scriptedModel({ answer: () => "camping" });
  assert.equal((await ask(remembering(camping, store))).text, "camping");
  await store.close();
});

test("an answer that a stricter program refused is served once the program knows better", async () => {
  const store = openCallStore(newFile());
  const inner = scriptedModel({ answer: () => "camping" });
  const strict = remembering(inner, store, { validate: () => "no list" });
  await assert.rejects(strict.generate(sampleRequest(), never), /no list/);
  const mild = remembering(inner, store);
  assert.equal((await mild.generate(sampleRequest(), never)).text, "camping");
  assert.equal(inner.requests.length, 1);
  await store.close();
});

test("without record inside nothing would be remembered, so that is a fault", async () => {
  const store = openCallStore(newFile());
  const model = compose(scriptedModel({ answer: () => "camping" }), remember({ store, validate }));
  await assert.rejects(model.generate(sampleRequest(), never), /needs record/);
  await store.close();
});

/** Some callers at once, of which some lose patience, and whether the process dies in the middle. */
const batch = fc.record({
  asked: fc.array(fc.record({ draw: fc.nat({ max: 4 }), impatient: fc.boolean() }), {
    minLength: 1,
    maxLength: 6,
  }),
  dies: fc.constantFrom("no", "between record and judgement", "afterwards"),
});

test("however calls, aborts, crashes and restarts mix: no valid recorded answer is asked for again, and none changes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(batch, { maxLength: 8 }),
      // Whether the n-th answer at all is usable.
      fc.infiniteStream(fc.boolean()),
      async (batches, usable) => {
        const file = newFile();
        let store = openCallStore(file);
        const served = new Map<number, string>();

        const inner = scriptedModel({
          answer: async (request: GenerateRequest, call) => {
            const before = store.get(callIdOf("scripted", request));
            assert.deepEqual(before, [], "asked although an answer lay in the store");
            await turn();
            return `${usable.next().value ? "good" : "bad"} ${call}`;
          },
        });

        for (const { asked, dies } of batches) {
          const crash: Wrapper = (model) =>
            withGenerate(model, async (request, signal) => {
              const generation = await model.generate(request, signal);
              if (dies === "between record and judgement") throw new Error("killed");
              return generation;
            });
          const model = remembering(inner, store, {}, crash);
          const caller = async (draw: number, impatient: boolean) => {
            const controller = new AbortController();
            const answer = model.generate(sampleRequest({ draw }), controller.signal);
            if (impatient) controller.abort(new Error("impatient"));
            try {
              const { text } = await answer;
              assert.equal(served.get(draw) ?? text, text, "an answered draw changed");
              served.set(draw, text);
            } catch (error) {
              const message = error instanceof Error ? error.message : "";
              if (!/impatient|killed|it is bad/.test(message)) throw error;
            }
          };
          await Promise.all(asked.map(({ draw, impatient }) => caller(draw, impatient)));
          // Work that was aborted may still be on its way to the store.
          while (inner.inFlight > 0) await turn();
          await turn();
          if (dies !== "no") {
            await store.close();
            store = openCallStore(file);
          }
        }
        await store.close();
      },
    ),
    { numRuns: 60 },
  );
});
