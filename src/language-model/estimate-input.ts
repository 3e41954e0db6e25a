import { around, type Range } from "./estimate-usage.ts";

/** Prompts that are to be sent, as a tokenizer counts them. */
export interface CountedInput {
  readonly calls: number;
  readonly tokens: number;
  /** Whether each was counted, not a sample that stands for all. */
  readonly isWhole: boolean;
}

/** Prompts that were sent: what the tokenizer counts of them, and what the model counted. */
export interface SentInput {
  readonly calls: number;
  readonly countedTokens: number;
  readonly actualTokens: number;
}

/** A sample of hundreds of prompts of one kind is off by no more. */
const bySampling = 0.01;

/** What a server adds is the same for each call, but may change with its version. */
const withFrameSeen = 0.03;

/** The templates in use differ by some twenty tokens; prompts have from a hundred on. */
const withUsualFrame = 0.1;

/**
 * Tokens of calls that were not made yet. What a tokenizer can't know, the chat template, is a constant for each call: that of
 * the calls that were made, or the usual one that is counted already.
 *
 * @param isExact whether the tokenizer counts the chat template as the model does
 */
export function estimateInput(
  { calls, tokens, isWhole }: CountedInput,
  sent: SentInput,
  isExact: boolean,
): Range {
  if (isExact) return around(tokens, isWhole ? 0 : bySampling);
  if (sent.calls === 0) return around(tokens, withUsualFrame);
  const further = (sent.actualTokens - sent.countedTokens) / sent.calls;
  return around(Math.max(0, tokens + calls * further), withFrameSeen);
}
