import { CosmoError } from "../domain/cosmo-error.ts";
import { answerProblem } from "../language-model/answer-problem.ts";
import type { GenerateRequest } from "../language-model/language-model.ts";
import type { ModelPrice } from "../language-model/prices/price-of-model.ts";
import type { RecordedCall } from "../language-model/recorded-call.ts";
import type { CheckRequests } from "./check-requests.ts";
import type { ModelRole } from "./configured-models.ts";
import type { Finding } from "./finding.ts";
import type { AskedModel } from "./ports.ts";

/** What a look at one configured model found. Null where it was not asked, or did not answer. */
export interface ModelReport {
  readonly name: string;
  readonly id: string;
  readonly roles: readonly ModelRole[];
  /** In dollars per million tokens; null: nobody knows it. */
  readonly price: ModelPrice | null;
  /** Calls that were answered now, and what they cost together by that price. */
  readonly calls: number;
  readonly costUsd: number;
  /** A sample: what it said, one answer each. */
  readonly answers: readonly string[] | null;
  /** Of the sample, from the request to the end of the answer. */
  readonly milliseconds: number | null;
  /** Of its answer; null too where the server does not count. */
  readonly tokensPerSecond: number | null;
  readonly countsTokens: boolean | null;
  /** Whether an answer fits the JSON schema that was asked for. An embedded model is not asked. */
  readonly obeysSchema: boolean | null;
  readonly givesLogProbabilities: boolean | null;
}

/** What one step found out. */
export interface Step {
  readonly found: Partial<ModelReport>;
  readonly findings: readonly Finding[];
}

/** A model under a look. */
export interface Looked {
  readonly model: AskedModel;
  readonly check: string;
  readonly requests: CheckRequests;
  ask(request: GenerateRequest): Promise<RecordedCall & { readonly text: string }>;
}

/** Of an answer that can't be used: that the limit ended it. */
export function cutOff(
  { text, finishReason }: RecordedCall & { readonly text: string },
  request: GenerateRequest,
): string | undefined {
  const isCut = finishReason === "length" && answerProblem(text, request) !== undefined;
  return isCut ? `cut off at max-tokens (${request.maxTokens})` : undefined;
}

export const schemaIsRefused = (error: unknown): boolean =>
  error instanceof CosmoError && error.code === "MODEL_SCHEMA_REFUSED";
