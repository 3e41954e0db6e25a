import { inputBytes } from "../language-model/counted-prompts.ts";
import type { Range, UsageEstimate } from "../language-model/estimate-usage.ts";
import { type KnownUsage, plannedCalls } from "../language-model/planned-calls.ts";
import type { CriticInput } from "./critic.ts";
import { verdictRequest } from "./verdict-request.ts";

/** What is still to be asked of a model that judges. */
export interface VerdictPlan {
  /** Kept claims that are there. */
  readonly claims: number;
  /** Labelled claims that verdicts are weighed by. */
  readonly labelled: number;
  /** Of both, those without an answer. */
  readonly calls: number;
  /** Claims that answers still to be given will add: a call each. */
  readonly toCome: Range;
  /** Of all these calls; those to come as many as expected. */
  readonly tokens: UsageEstimate;
  /** How long a verdict took on the whole, whatever was in flight beside it; null: none is there. */
  readonly secondsPerCall: number | null;
}

export interface PlannedClaims {
  readonly labelled: Iterable<CriticInput>;
  readonly kept: AsyncIterable<CriticInput>;
  /** By how many claims are kept. */
  toCome(claims: number): Range;
}

/** One or two sentences of reasoning and two words. */
const usualOutputTokens = 60;

/** A prompt about a product type, as long as no claim is there. */
const usualPrompt: CriticInput = {
  ...{ relation: "", subject: "productType", query: null, tail: "", counts: {} },
  sentence: "People use it for keeping hands soft in winter.",
  products: Array.from({ length: 3 }, () => ({
    title: "Hand cream with shea butter, unscented, 75 ml tube",
    type: "hand cream",
  })),
};

export interface VerdictsAtHand extends KnownUsage {
  readonly maxTokens: number;
  /** Decides which prompts are counted where there are many. */
  readonly seed: number;
}

/** Counts what the stage `score` would ask, without asking. */
export async function planVerdicts(
  planned: PlannedClaims,
  { maxTokens, seed, ...usage }: VerdictsAtHand,
  signal: AbortSignal,
): Promise<VerdictPlan> {
  const counts = plannedCalls(usage, seed, signal);
  const verdicts = counts.newKind();
  const { toAsk } = verdicts;
  const known = new Set<string>();
  let allBytes = 0;
  const add = (input: CriticInput): void => {
    const request = verdictRequest(input, maxTokens);
    // A labelled claim may be one of the kept ones, which is one call.
    if (known.has(request.prompt)) return;
    known.add(request.prompt);
    allBytes += inputBytes(request);
    counts.add(verdicts, request);
  };
  let [labelledCount, claims] = [0, 0];
  for (const input of planned.labelled) {
    labelledCount++;
    add(input);
  }
  for await (const input of planned.kept) {
    claims++;
    add(input);
  }
  const usualBytes =
    known.size > 0 ? allBytes / known.size : inputBytes(verdictRequest(usualPrompt, maxTokens));
  const toCome = planned.toCome(claims);
  const asked = {
    calls: toAsk.calls + toCome.expected,
    inputBytes: toAsk.inputBytes + toCome.expected * usualBytes,
    usualOutputTokens,
  };
  const tokens = counts.estimate(verdicts, asked);
  const counted = (await counts.counted([verdicts])).get(toAsk)?.tokens;
  return {
    ...{ claims, labelled: labelledCount, calls: toAsk.calls, toCome },
    // Prompts that nobody can render yet are taken to be like those that were counted.
    tokens: counted
      ? { ...tokens, inputTokens: scaled(counted, asked.inputBytes / toAsk.inputBytes) }
      : tokens,
    secondsPerCall: counts.secondsPerCall(),
  };
}

const scaled = ({ low, expected, high }: Range, factor: number): Range => ({
  low: low * factor,
  expected: expected * factor,
  high: high * factor,
});
