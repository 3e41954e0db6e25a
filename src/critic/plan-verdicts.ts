import { addBusySeconds, type CallTime } from "../language-model/busy-seconds.ts";
import {
  addPrompt,
  inputBytes,
  promptCounts,
  promptSample,
} from "../language-model/counted-prompts.ts";
import {
  addUsage,
  emptyTally,
  estimateUsage,
  type Range,
  type UsageEstimate,
  type UsageTally,
} from "../language-model/estimate-usage.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import type { TokenCounter } from "../language-model/tokens/token-counter.ts";
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

export interface VerdictsAtHand {
  readonly maxTokens: number;
  /** What the attempts of a call took; none where it is still to be asked. */
  usageOf(
    request: GenerateRequest,
  ): readonly (CallTime & Pick<UsageTally, "inputTokens" | "outputTokens">)[];
  /** Undefined where nothing counts the model's tokens: they are reckoned from bytes then. */
  readonly counter: TokenCounter | undefined;
  /** Decides which prompts are counted where there are many. */
  readonly seed: number;
}

/** Counts what the stage `score` would ask, without asking. */
export async function planVerdicts(
  planned: PlannedClaims,
  { maxTokens, usageOf, counter, seed }: VerdictsAtHand,
  signal: AbortSignal,
): Promise<VerdictPlan> {
  const seen = emptyTally();
  const busy = new Set<number>();
  const known = new Set<string>();
  const toAsk = promptSample(seed);
  const prompts = counter && promptCounts(counter, seed, signal);
  let allBytes = 0;
  const add = (input: CriticInput): void => {
    const request = verdictRequest(input, maxTokens);
    // A labelled claim may be one of the kept ones, which is one call.
    if (known.has(request.prompt)) return;
    known.add(request.prompt);
    const bytes = inputBytes(request);
    allBytes += bytes;
    const attempts = usageOf(request);
    for (const usage of attempts) {
      addUsage(seen, { ...usage, inputBytes: bytes });
      addBusySeconds(busy, usage);
    }
    const [first] = attempts;
    if (first === undefined) addPrompt(toAsk, request);
    else prompts?.sent(request, first.inputTokens);
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
  const tokens = estimateUsage(asked, seen);
  const counted =
    toAsk.calls === 0 ? undefined : (await prompts?.ofPlanned([toAsk]))?.get(toAsk)?.tokens;
  return {
    ...{ claims, labelled: labelledCount, calls: toAsk.calls, toCome },
    // Prompts that nobody can render yet are taken to be like those that were counted.
    tokens: counted
      ? { ...tokens, inputTokens: scaled(counted, asked.inputBytes / toAsk.inputBytes) }
      : tokens,
    secondsPerCall: seen.calls === 0 ? null : busy.size / seen.calls,
  };
}

const scaled = ({ low, expected, high }: Range, factor: number): Range => ({
  low: low * factor,
  expected: expected * factor,
  high: high * factor,
});
