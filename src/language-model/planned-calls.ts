import { addBusySeconds, type CallTime } from "./busy-seconds.ts";
import {
  addPrompt,
  inputBytes,
  type PlannedInput,
  type PromptSample,
  promptCounts,
  promptSample,
} from "./counted-prompts.ts";
import {
  addUsage,
  emptyTally,
  estimateUsage,
  isEnough,
  type PlannedCalls,
  type UsageEstimate,
  type UsageTally,
} from "./estimate-usage.ts";
import type { GenerateRequest } from "./language-model.ts";
import type { TokenCounter } from "./tokens/token-counter.ts";

/** What of a model's answers is known before it is asked. */
export interface KnownUsage {
  /** What the attempts of a call took; none where it is still to be asked. */
  usageOf(
    request: GenerateRequest,
  ): readonly (CallTime & Pick<UsageTally, "inputTokens" | "outputTokens">)[];
  /** Whether an open batch job asks it. */
  isInJob(request: GenerateRequest): boolean;
  /** Undefined where nothing counts its tokens: they are reckoned from bytes then. */
  readonly counter: TokenCounter | undefined;
}

/** Calls whose prompts and answers are alike. */
export interface CallKind {
  /** With those that were answered, and those that open batch jobs ask. */
  needed: number;
  inJobs: number;
  readonly toAsk: PromptSample;
  readonly seen: UsageTally;
}

/** The calls of a plan, as they are counted one by one. */
export interface CallCounts {
  newKind(): CallKind;
  add(kind: CallKind, request: GenerateRequest): void;
  /** What a tokenizer counts of the prompts still to be sent; of none where there is no tokenizer. */
  counted(kinds: readonly CallKind[]): Promise<ReadonlyMap<PromptSample, PlannedInput>>;
  /** By answers of the kind, where they are enough, else by all. */
  estimate(kind: CallKind, planned: PlannedCalls): UsageEstimate;
  /** How long a call took on the whole, whatever was in flight beside it; null: none was answered. */
  secondsPerCall(): number | null;
}

/** @param seed decides which prompts are counted where there are many */
export function plannedCalls(
  { usageOf, isInJob, counter }: KnownUsage,
  seed: number,
  signal: AbortSignal,
): CallCounts {
  const all = emptyTally();
  const busy = new Set<number>();
  const prompts = counter && promptCounts(counter, seed, signal);
  return {
    newKind: () => ({ needed: 0, inJobs: 0, toAsk: promptSample(seed), seen: emptyTally() }),
    add(kind, request) {
      kind.needed++;
      if (isInJob(request)) {
        kind.inJobs++;
        return;
      }
      const attempts = usageOf(request);
      for (const usage of attempts) {
        const whole = { ...usage, inputBytes: inputBytes(request) };
        addUsage(kind.seen, whole);
        addUsage(all, whole);
        addBusySeconds(busy, usage);
      }
      const [first] = attempts;
      if (first !== undefined) {
        prompts?.sent(request, first.inputTokens);
        return;
      }
      addPrompt(kind.toAsk, request);
      prompts?.begin();
    },
    async counted(kinds) {
      const samples = kinds.map(({ toAsk }) => toAsk).filter(({ calls }) => calls > 0);
      return (await prompts?.ofPlanned(samples)) ?? new Map();
    },
    estimate: ({ seen }, planned) => estimateUsage(planned, isEnough(seen) ? seen : all),
    secondsPerCall: () => (all.calls === 0 ? null : busy.size / all.calls),
  };
}
