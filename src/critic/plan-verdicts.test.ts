import assert from "node:assert/strict";
import { test } from "node:test";
import { around } from "../language-model/estimate-usage.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import type { CriticInput } from "./critic.ts";
import { planVerdicts, type VerdictsAtHand } from "./plan-verdicts.ts";

const claim = (tail: string): CriticInput => ({
  ...{ relation: "usedFor", subject: "searchBuy", query: "tent", tail, counts: {} },
  sentence: `People use it for ${tail}.`,
  products: [{ title: "Tunnel tent", type: "tent" }],
});

async function* streamed(claims: readonly CriticInput[]): AsyncGenerator<CriticInput> {
  yield* claims;
}

const { signal } = new AbortController();
const plan = (
  kept: readonly string[],
  labelled: readonly string[],
  toCome: number,
  more: Partial<VerdictsAtHand> = {},
) =>
  planVerdicts(
    {
      labelled: labelled.map(claim),
      kept: streamed(kept.map(claim)),
      toCome: () => around(toCome, 0.5),
    },
    {
      maxTokens: 400,
      usageOf: () => [],
      isInJob: () => false,
      counter: undefined,
      seed: 1,
      ...more,
    },
    signal,
  );

test("a labelled claim that is kept too is one call, and what has a verdict is none", async () => {
  const { claims, labelled, calls, toCome } = await plan(["camping", "hiking"], ["camping"], 3, {
    usageOf: ({ prompt }: GenerateRequest) =>
      prompt.includes("hiking")
        ? [{ startedAt: 0, milliseconds: 900, inputTokens: 90, outputTokens: 30 }]
        : [],
  });
  assert.deepEqual({ claims, labelled, calls }, { claims: 2, labelled: 1, calls: 1 });
  assert.deepEqual(toCome, { low: 1.5, expected: 3, high: 4.5 });
});

test("what an open batch job asks is still to come and no more to be asked", async () => {
  const { claims, calls } = await plan(["camping", "hiking"], [], 0, {
    isInJob: ({ prompt }: GenerateRequest) => prompt.includes("hiking"),
  });
  assert.deepEqual({ claims, calls }, { claims: 2, calls: 1 });
});

test("prompts are counted by the model's tokenizer, and those to come are taken to be like them", async () => {
  const counter = {
    isExact: true,
    count: async (requests: readonly unknown[]) => requests.map(() => 100),
  };
  const now = await plan(["camping", "hikings"], [], 0, { counter });
  assert.deepEqual(now.tokens.inputTokens, { low: 200, expected: 200, high: 200 });
  const later = await plan(["camping", "hikings"], [], 2, { counter });
  assert.equal(later.tokens.inputTokens.expected, 400);
  const fromBytes = await plan(["camping", "hikings"], [], 0);
  assert.notEqual(fromBytes.tokens.inputTokens.expected, 200);
  assert(fromBytes.tokens.inputTokens.high > fromBytes.tokens.inputTokens.low);
});
