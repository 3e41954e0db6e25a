import type { VerdictPlan } from "../critic/plan-verdicts.ts";
import type { ScopePlan } from "../generation/plan-generation.ts";
import { type Range, sumOfRanges, type UsageEstimate } from "../language-model/estimate-usage.ts";
import type { Price } from "../language-model/prices/price.ts";

/** What calls are expected to take; the cost is null where nobody knows the price. */
export interface PlannedSpending {
  /** At most. */
  readonly calls: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** US dollars. */
  readonly costUsd: Range | null;
}

export interface PlannedRelation extends PlannedSpending {
  readonly relation: string;
  readonly answers: number;
}

export const relationSpending = (
  { relations, share }: ScopePlan,
  price: Price | undefined,
): readonly PlannedRelation[] =>
  relations.map(({ relation, answers, calls, tokens }) => ({
    ...{ relation, answers, calls },
    ...spendingOf([{ tokens, share }], price),
  }));

export const totalSpending = (
  scopes: readonly ScopePlan[],
  price: Price | undefined,
): PlannedSpending => ({
  calls: scopes.reduce((sum, { calls }) => sum + calls, 0),
  ...spendingOf(
    scopes.flatMap(({ relations, share }) => relations.map(({ tokens }) => ({ tokens, share }))),
    price,
  ),
});

const million = 1_000_000;

function spendingOf(
  parts: readonly { readonly tokens: UsageEstimate; readonly share: Range }[],
  price: Price | undefined,
): Omit<PlannedSpending, "calls"> {
  const sum = (kind: keyof UsageEstimate): number =>
    parts.reduce((total, { tokens, share }) => total + tokens[kind].expected * share.expected, 0);
  const [inputTokens, outputTokens] = [sum("inputTokens"), sum("outputTokens")];
  const tokens = { inputTokens: Math.round(inputTokens), outputTokens: Math.round(outputTokens) };
  if (price === undefined) return { ...tokens, costUsd: null };
  const costOf = (kind: keyof UsageEstimate, perMillion: number) =>
    parts.map(({ tokens: part, share }) => ({
      range: part[kind],
      weight: (share.expected * perMillion) / million,
    }));
  const costs = [...costOf("inputTokens", price.input), ...costOf("outputTokens", price.output)];
  const all = parts.reduce((total, part) => total + weightOf(part), 0);
  const unsure = parts.reduce(
    (total, part) => total + weightOf(part) * (part.share.high - part.share.expected),
    0,
  );
  return { ...tokens, costUsd: sumOfRanges(costs, all === 0 ? 0 : unsure / all) };
}

/** How much of the whole a part is: tokens of a call cost more where they are answered, but all calls are alike. */
const weightOf = ({ tokens }: { readonly tokens: UsageEstimate }): number =>
  tokens.inputTokens.expected;

/**
 * Minutes that the calls take, as those before did, and no faster than the configured limits let them begin.
 *
 * @param secondsPerCall null: nothing is known of that
 * @returns null where nothing is known: no answer is there yet, and no limit set
 */
export function plannedMinutes(
  { calls, inputTokens, outputTokens }: PlannedSpending,
  secondsPerCall: number | null,
  { requestsPerMinute, tokensPerMinute }: RateLimits,
): number | null {
  if (calls === 0) return 0;
  const known = [
    secondsPerCall === null ? null : (calls * secondsPerCall) / 60,
    requestsPerMinute === null ? null : calls / requestsPerMinute,
    tokensPerMinute === null ? null : (inputTokens + outputTokens) / tokensPerMinute,
  ].filter((minutes) => minutes !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Nothing is known of the sum where nothing is known of a part. */
export const addedMinutes = (
  minutes: number | null,
  more: { readonly minutes: number | null } | undefined,
): number | null => {
  if (more === undefined) return minutes;
  return minutes === null || more.minutes === null ? null : minutes + more.minutes;
};

export const addedSpending = (
  spending: PlannedSpending,
  more: PlannedSpending | undefined,
): PlannedSpending =>
  more === undefined
    ? spending
    : {
        calls: spending.calls + more.calls,
        inputTokens: spending.inputTokens + more.inputTokens,
        outputTokens: spending.outputTokens + more.outputTokens,
        costUsd:
          spending.costUsd === null || more.costUsd === null
            ? null
            : {
                low: spending.costUsd.low + more.costUsd.low,
                expected: spending.costUsd.expected + more.costUsd.expected,
                high: spending.costUsd.high + more.costUsd.high,
              },
      };

/** Of verdicts; what is not there yet makes the range as wide as its number is unsure. */
export function judgingSpending(
  { calls, toCome, tokens }: Pick<VerdictPlan, "calls" | "toCome" | "tokens">,
  price: Price | undefined,
): PlannedSpending {
  const costOf = (side: keyof Range): number => {
    const expected = calls + toCome.expected;
    const share = expected === 0 ? 0 : (calls + toCome[side]) / expected;
    const { input = 0, output = 0 } = price ?? {};
    return (
      (share * (tokens.inputTokens[side] * input + tokens.outputTokens[side] * output)) / million
    );
  };
  return {
    calls: calls + Math.ceil(toCome.high),
    inputTokens: Math.round(tokens.inputTokens.expected),
    outputTokens: Math.round(tokens.outputTokens.expected),
    costUsd:
      price === undefined
        ? null
        : { low: costOf("low"), expected: costOf("expected"), high: costOf("high") },
  };
}

export interface RateLimits {
  readonly requestsPerMinute: number | null;
  readonly tokensPerMinute: number | null;
}
