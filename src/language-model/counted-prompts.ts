import { type BottomKSample, createBottomKSample } from "../statistics/seeded-sample.ts";
import { type CountedInput, estimateInput, type SentInput } from "./estimate-input.ts";
import type { Range } from "./estimate-usage.ts";
import type { GenerateRequest } from "./language-model.ts";
import type { TokenCounter } from "./tokens/token-counter.ts";

/** Of a relation in a scope, conversations about so many things are counted; they stand for all. */
export const countedAtMost = 300;

/** What a server adds to each is told by few. */
const sentAtMost = 200;

/** A prompt, and how many draws of it are to be asked for. */
interface CountedPrompt {
  readonly request: GenerateRequest;
  readonly draws: number;
}

/** Prompts of a relation in a scope that are still to be sent. */
export interface PromptSample {
  readonly prompts: BottomKSample<CountedPrompt>;
  calls: number;
  inputBytes: number;
}

/** A prompt that was sent, and its tokens as the model counted them. */
interface SentPrompt {
  readonly request: GenerateRequest;
  readonly inputTokens: number;
}

export const promptSample = (seed: number): PromptSample => ({
  prompts: createBottomKSample<CountedPrompt>(countedAtMost, seed, ({ request, draws }) => ({
    ...{ request, draws: draws + 1 },
  })),
  calls: 0,
  inputBytes: 0,
});

export function addPrompt(sample: PromptSample, request: GenerateRequest): void {
  sample.calls++;
  sample.inputBytes += inputBytes(request);
  sample.prompts.add(conversationOf(request), { request, draws: 1 });
}

/** UTF-8 bytes of what is asked. */
export const inputBytes = ({ system, prompt, answerStem }: GenerateRequest): number =>
  Buffer.byteLength(system) + Buffer.byteLength(prompt) + Buffer.byteLength(answerStem);

/** Relations that are asked of the same words take the same ones, which a tokenizer then cuts once. */
const conversationOf = ({ system, prompt }: GenerateRequest): string =>
  JSON.stringify([system, prompt]);

export interface PlannedInput {
  readonly tokens: Range;
  /** Whether every prompt was counted. */
  readonly isWhole: boolean;
}

export interface PromptCounts {
  /** Loads the tokenizer meanwhile, for there is something to count. */
  begin(): void;
  /** Takes in what the model counted of a prompt. */
  sent(request: GenerateRequest, inputTokens: number): void;
  /** Counts all at once, for they share conversations. */
  ofPlanned(samples: readonly PromptSample[]): Promise<ReadonlyMap<PromptSample, PlannedInput>>;
}

/** What a tokenizer counts of prompts that are planned, with what a server added to those that were sent. */
export function promptCounts(
  counter: TokenCounter,
  seed: number,
  signal: AbortSignal,
): PromptCounts {
  const sent = createBottomKSample<SentPrompt>(sentAtMost, seed);
  let loading: Promise<unknown> | undefined;
  return {
    begin() {
      loading ??= counter.count([], signal);
      // Whoever counts meets the failure.
      loading.catch(() => {});
    },
    sent(request, inputTokens) {
      // A server that does not count says nothing of what it adds.
      const tells = !counter.isExact && inputTokens > 0;
      if (tells) sent.add(conversationOf(request), { request, inputTokens });
    },
    async ofPlanned(samples) {
      if (samples.length === 0) return new Map();
      await loading;
      const ofSent = await countSent(counter, sent.values(), signal);
      const prompts = samples.map((sample) => sample.prompts.values());
      const requests = prompts.flat().map(({ request }) => request);
      const counts = (await counter.count(requests, signal)).values();
      return new Map(
        samples.map((sample, place) => {
          const counted = (prompts[place] ?? []).map((prompt) => ({
            ...prompt,
            tokens: counts.next().value ?? 0,
          }));
          const input = inputOf(sample, counted);
          const tokens = estimateInput(input, ofSent, counter.isExact);
          return [sample, { tokens, isWhole: input.isWhole }];
        }),
      );
    },
  };
}

function inputOf(
  { calls, inputBytes: ofAll }: PromptSample,
  counted: readonly (CountedPrompt & { readonly tokens: number })[],
): CountedInput {
  const isWhole = sum(counted.map(({ draws }) => draws)) === calls;
  const inSample = sum(counted.map(({ draws, tokens }) => draws * tokens));
  const bytes = sum(counted.map(({ draws, request }) => draws * inputBytes(request)));
  return { calls, isWhole, tokens: isWhole ? inSample : inSample * (ofAll / bytes) };
}

async function countSent(
  counter: TokenCounter,
  sent: readonly SentPrompt[],
  signal: AbortSignal,
): Promise<SentInput> {
  if (sent.length === 0) return { calls: 0, countedTokens: 0, actualTokens: 0 };
  const requests = sent.map(({ request }) => request);
  return {
    calls: sent.length,
    countedTokens: sum(await counter.count(requests, signal)),
    actualTokens: sum(sent.map(({ inputTokens }) => inputTokens)),
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
