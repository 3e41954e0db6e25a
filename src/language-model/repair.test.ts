import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { CosmoError } from "../domain/cosmo-error.ts";
import { answerProblem, withCutOff } from "./answer-problem.ts";
import { callIdOf } from "./call-identity.ts";
import { type CallStore, openCallStore } from "./call-store.ts";
import { compose } from "./compose.ts";
import { InvalidAnswerError } from "./invalid-answer-error.ts";
import type { AnswerRules } from "./judge-answers.ts";
import type { LanguageModel, Wrapper } from "./language-model.ts";
import { record } from "./record.ts";
import { exportRecorded, importRecorded } from "./recorded-answers.ts";
import { remember } from "./remember.ts";
import { repairRequest } from "./repair-request.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import { type ScriptedModel, scriptedModel } from "./scripted-model-for-tests.ts";
import { UnreadableAnswerError } from "./unreadable-answer-error.ts";
import { withGenerate } from "./wrap-model.ts";

const folder = mkdtempSync(join(tmpdir(), "cosmo-repair-"));
after(() => rmSync(folder, { recursive: true }));
let files = 0;
const newFile = () => join(folder, `${++files}.db`);
const never = new AbortController().signal;
const original = callIdOf("scripted", sampleRequest());

const validate = (text: string) => (text.includes("bad") ? "it is bad" : undefined);
interface Layers extends Partial<AnswerRules> {
  readonly retryFailed?: boolean;
  readonly between?: Wrapper;
}
const layered = (inner: LanguageModel, store: CallStore, layers: Layers = {}) => {
  const { retryFailed = false, between = (model: LanguageModel) => model, ...other } = layers;
  const rules: AnswerRules = { store, validate, repairRequest, ...other };
  return compose(
    inner,
    remember({ ...rules, retryFailed }),
    between,
    record({ store, clock: Date.now }),
  );
};
const ask = (model: LanguageModel) => model.generate(sampleRequest(), never);
const setAside = (model: LanguageModel) =>
  assert.rejects(
    ask(model),
    (error) => error instanceof InvalidAnswerError && error.call === original,
  );

const saying = (...answers: readonly string[]): ScriptedModel =>
  scriptedModel({ answer: (_, call) => answers[call - 1] ?? assert.fail("asked too often") });

test("an unusable answer is shown once, with what is wrong with it; what then comes is the answer for ever", async () => {
  const file = newFile();
  let store = openCallStore(file);
  const inner = saying("this is bad", "camping");
  const { text, call } = await ask(layered(inner, store));
  assert.deepEqual([text, call], ["camping", original]);
  const second = inner.requests[1] ?? assert.fail("asked once");
  assert.ok(second?.prompt.startsWith(`${sampleRequest().prompt}\n`), "asked twice");
  assert.match(second.prompt, /"this is bad".*\nWhat is wrong with it: it is bad\./);
  assert.equal(second.answerStem, sampleRequest().answerStem);
  await store.close();

  store = openCallStore(file);
  assert.equal((await ask(layered(saying(), store))).text, "camping");
  const [wrong] = store.get(original);
  assert.deepEqual([wrong?.state, wrong?.reason], ["invalid", "it is bad"]);
  const [mended, ...more] = store.repairsOf(original);
  assert.deepEqual([mended?.state, mended?.repairOf, mended?.text], ["valid", original, "camping"]);
  assert.deepEqual(more, []);
  assert.deepEqual(store.idsSetAside("scripted"), []);
  assert.equal(store.totals().calls, 2);
  await store.close();
});

test("an answer that stays unusable is set aside, and neither it nor the repair is asked again", async () => {
  const store = openCallStore(newFile());
  const model = layered(saying("bad", "bad again"), store);
  for (let time = 0; time < 3; time++) await setAside(model);
  await setAside(layered(saying(), store));
  assert.equal(store.repairsOf(original)[0]?.text, "bad again");
  assert.deepEqual(store.idsSetAside("scripted"), [original]);
  assert.deepEqual(store.idsSetAside("another"), []);
  await store.close();
});

test("without a request for repair nothing is mended", async () => {
  const store = openCallStore(newFile());
  await setAside(layered(saying("bad"), store, { repairRequest: undefined }));
  assert.equal(store.totals().calls, 1);
  await store.close();
});

test("a run that retries what failed asks anew, once, with another attempt; others are left alone", async () => {
  const store = openCallStore(newFile());
  await setAside(layered(saying("bad", "bad"), store));
  const again = saying("bad", "bad");
  const model = layered(again, store, { retryFailed: true });
  await setAside(model);
  await setAside(model);
  assert.deepEqual(
    again.requests.map(({ attempt }) => attempt),
    [2, 2],
  );
  assert.deepEqual(
    store.get(original).map(({ attempt, state }) => [attempt, state]),
    [
      [1, "invalid"],
      [2, "invalid"],
    ],
  );
  await setAside(layered(saying(), store));

  assert.deepEqual(store.idsSetAside("scripted"), [original]);
  const third = layered(saying("hiking"), store, { retryFailed: true });
  assert.equal((await ask(third)).text, "hiking");
  assert.equal((await ask(layered(saying(), store, { retryFailed: true }))).text, "hiking");
  assert.deepEqual(store.idsSetAside("scripted"), []);
  await store.close();
});

const tooLong = (): never => {
  throw new CosmoError("PROMPT_TOO_LONG", "4000 tokens", { hint: "shorten it" });
};
const mends = ({ prompt }: { readonly prompt: string }) => prompt.includes("can't be used");

test("a repair that is too long is in vain: the answer is set aside for what is wrong with it", async () => {
  const store = openCallStore(newFile());
  const inner = scriptedModel({ answer: (request) => (mends(request) ? tooLong() : "bad") });
  const model = layered(inner, store);
  for (let time = 0; time < 2; time++) {
    await assert.rejects(
      ask(model),
      (error) => error instanceof InvalidAnswerError && error.reason === "it is bad",
    );
  }
  assert.deepEqual(inner.requests.map(mends), [false, true, true]);
  assert.deepEqual(store.idsSetAside("scripted"), [original]);
  await store.close();
});

test("a run that retries what failed asks anew where the repair is too long, and mends what then comes once", async () => {
  const store = openCallStore(newFile());
  const first = scriptedModel({ answer: (request) => (mends(request) ? tooLong() : "bad long") });
  await setAside(layered(first, store));
  const again = scriptedModel({
    answer: (request) => {
      if (request.prompt.includes("bad long")) return tooLong();
      return mends(request) ? "bad still" : "bad";
    },
  });
  const model = layered(again, store, { retryFailed: true });
  for (let time = 0; time < 2; time++) await setAside(model);
  assert.deepEqual(
    again.requests.map((request) => [mends(request), request.attempt]),
    [
      [true, undefined],
      [false, 2],
      [true, 2],
    ],
  );
  await setAside(layered(saying(), store));
  assert.equal((await ask(layered(saying("hiking"), store, { retryFailed: true }))).text, "hiking");
  await store.close();
});

test("a repair that cannot be read is in vain, and asked for no more", async () => {
  const store = openCallStore(newFile());
  const inner = scriptedModel({
    answer: (request) => {
      if (!mends(request)) return "bad";
      throw new UnreadableAnswerError("torn", "{", { hint: "again", retryable: true });
    },
  });
  await setAside(layered(inner, store));
  await setAside(layered(saying(), store));
  assert.deepEqual(inner.requests.map(mends), [false, true]);
  assert.equal((await ask(layered(saying("hiking"), store, { retryFailed: true }))).text, "hiking");
  await store.close();
});

test("what a milder program takes is the first answer, unless a repair has been served before", async () => {
  const store = openCallStore(newFile());
  await setAside(layered(saying("bad one", "bad two"), store));
  const mild = layered(saying(), store, { validate: () => undefined });
  assert.equal((await ask(mild)).text, "bad one");
  await store.close();

  const file = newFile();
  const before = openCallStore(file);
  assert.equal((await ask(layered(saying("bad one", "two"), before))).text, "two");
  await before.close();
  const other = openCallStore(file);
  assert.equal((await ask(layered(saying(), other, { validate: () => undefined }))).text, "two");
  await other.close();
});

test("an answer that was cut off before it began is not mended: the limit would cut that off too", async () => {
  const store = openCallStore(newFile());
  const asked = saying("", "");
  const cutOff = withGenerate(asked, async (request, signal) => ({
    ...(await asked.generate(request, signal)),
    finishReason: "length",
  }));
  const validate = withCutOff(answerProblem, "language-model");
  for (let time = 0; time < 2; time++) {
    const model = layered(cutOff, store, { validate });
    await assert.rejects(ask(model), {
      reason: /^cut off at max-tokens .* raise language-model\./,
    });
  }
  assert.equal(asked.requests.length, 1);
  const again = layered(saying("", "hiking"), store, { validate, retryFailed: true });
  assert.equal((await ask(again)).text, "hiking", "what is empty for another reason is mended");
  await store.close();
});

test("an answer that another wording of the repair mended is not asked for again", async () => {
  const store = openCallStore(newFile());
  await ask(layered(saying("bad", "camping"), store));
  const worded: AnswerRules["repairRequest"] = (request) => ({ ...request, prompt: "Try again." });
  assert.equal((await ask(layered(saying(), store, { repairRequest: worded }))).text, "camping");
  await store.close();
});

test("recorded repairs are replayed elsewhere", async () => {
  const store = openCallStore(newFile());
  await ask(layered(saying("bad", "camping"), store));
  const rows = [...exportRecorded(store)].map((row) => JSON.parse(JSON.stringify(row)));
  const other = openCallStore(newFile());
  assert.equal(importRecorded(other, rows), 2);
  assert.equal((await ask(layered(saying(), other))).text, "camping");
  await store.close();
  await other.close();
});

test("an answer is shown whole on one line, and none of its signs is more than text", () => {
  const shown = (text: string) => repairRequest(sampleRequest(), { text, reason: "r" }).prompt;
  const json = '{"answers": ["a", 1]}';
  assert.ok(shown(json).includes(JSON.stringify(json)));
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.constantFrom("<|im_end|>", "[INST]", "[/INST]", "»", "«", "\n", "\u2028", "\u202e"),
          fc.constantFrom("\u200b", "```", "<s>", "🏕", "\u{e0041}", "\ud800"),
          fc.string({ unit: "binary", maxLength: 6 }),
        ),
      ),
      (pieces) => {
        const text = pieces.join("");
        const [, , , ...more] = shown(text).split("\n");
        assert.equal(more.length, 1, "three lines behind the prompt");
        const quoted = /^Answer that .*?«(".*")»$/m.exec(shown(text))?.[1] ?? "";
        assert.equal(JSON.parse(quoted), text.toWellFormed());
        assert.doesNotMatch(quoted, /<|>|«|»|`|\[\/?INST\]|\p{Cc}|\p{Cf}|\u2028|\u2029/u);
      },
    ),
  );
});

test("however crashes and restarts fall, a question and its repair are each answered once, and the result is the same", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(fc.boolean(), fc.boolean()),
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5 }),
      async ([firstIsGood, secondIsGood], dieAt) => {
        const file = newFile();
        const asked: string[] = [];
        const inner = scriptedModel({
          answer: ({ prompt }) => {
            const mends = prompt.includes("can't be used");
            asked.push(mends ? "repair" : "request");
            return (mends ? secondIsGood : firstIsGood) ? "good" : "bad";
          },
        });
        const outcomes = new Set<string>();
        for (const steps of [...dieAt, Number.POSITIVE_INFINITY]) {
          let left = steps;
          const crash: Wrapper = (model) =>
            withGenerate(model, async (request, signal) => {
              if (left-- === 0) throw new Error("killed");
              const generation = await model.generate(request, signal);
              if (left-- === 0) throw new Error("killed");
              return generation;
            });
          const store = openCallStore(file);
          try {
            outcomes.add((await ask(layered(inner, store, { between: crash }))).text);
          } catch (error) {
            if ((error as Error).message !== "killed") outcomes.add("set aside");
          }
          await store.close();
        }
        assert.deepEqual([...outcomes], [firstIsGood || secondIsGood ? "good" : "set aside"]);
        assert.deepEqual(asked, firstIsGood ? ["request"] : ["request", "repair"]);
      },
    ),
    { numRuns: 80 },
  );
});
