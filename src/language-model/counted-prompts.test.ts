import assert from "node:assert/strict";
import { test } from "node:test";
import { addPrompt, countedAtMost, promptCounts, promptSample } from "./counted-prompts.ts";
import type { GenerateRequest } from "./language-model.ts";
import { sampleRequest } from "./sample-request-for-tests.ts";
import type { TokenCounter } from "./tokens/token-counter.ts";

const { signal } = new AbortController();

/** A token for each word of the prompt. */
function wordCounter(isExact: boolean): TokenCounter & { readonly counted: readonly string[] } {
  const counted: string[] = [];
  return {
    ...{ isExact, counted },
    async count(inputs) {
      counted.push(...inputs.map(({ prompt }) => prompt));
      return inputs.map(({ prompt }) => prompt.split(" ").length);
    },
  };
}

const ask = (prompt: string, draw = 1): GenerateRequest =>
  sampleRequest({ system: "", answerStem: "", prompt, draw });

test("every prompt counts as often as it is drawn, and is cut once", async () => {
  const counter = wordCounter(true);
  const sample = promptSample(1);
  for (const draw of [1, 2, 3]) addPrompt(sample, ask("an umbrella", draw));
  addPrompt(sample, ask("a tent for two"));
  const inputs = await promptCounts(counter, 1, signal).ofPlanned([sample]);
  const input = inputs.get(sample);
  assert.deepEqual([input?.tokens.expected, input?.isWhole], [3 * 2 + 4, true]);
  assert.deepEqual(counter.counted.toSorted(), ["a tent for two", "an umbrella"]);
});

test("of many prompts a sample stands for all, by their length", async () => {
  const counter = wordCounter(true);
  const sample = promptSample(1);
  const prompts = Array.from({ length: 20 * countedAtMost }, (_, at) =>
    `tent ${String(at).padStart(5, "0")}`.concat(" for two".repeat(at % 5)),
  );
  for (const prompt of prompts) addPrompt(sample, ask(prompt));
  const inputs = await promptCounts(counter, 1, signal).ofPlanned([sample]);
  const actual = prompts.reduce((sum, prompt) => sum + prompt.split(" ").length, 0);
  const input = inputs.get(sample);
  assert.equal(input?.isWhole, false);
  assert.equal(counter.counted.length, countedAtMost);
  const { low, high } = input?.tokens ?? { low: 0, high: 0 };
  assert(low <= actual && actual <= high, `${actual} is not from ${low} to ${high}`);
});

test("what a server added to the prompts that it counted is added to those to come", async () => {
  const counts = promptCounts(wordCounter(false), 1, signal);
  counts.sent(ask("a cup"), 2 + 9);
  counts.sent(ask("a red cup"), 3 + 9);
  counts.sent(ask("a blue cup"), 0);
  const sample = promptSample(1);
  addPrompt(sample, ask("a tent"));
  const inputs = await counts.ofPlanned([sample]);
  assert.equal(inputs.get(sample)?.tokens.expected, 2 + 9);
});

test("a tokenizer that can't be loaded fails where something is counted, and only there", async () => {
  const broken: TokenCounter = {
    isExact: true,
    count: () => Promise.reject(new Error("no such file")),
  };
  const counts = promptCounts(broken, 1, signal);
  assert.equal((await counts.ofPlanned([])).size, 0);
  counts.begin();
  const sample = promptSample(1);
  addPrompt(sample, ask("a tent"));
  await assert.rejects(counts.ofPlanned([sample]), /no such file/);
});
