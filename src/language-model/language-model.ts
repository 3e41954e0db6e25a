import type { Quota } from "./quota.ts";

/** A JSON Schema, such as `z.toJSONSchema` makes. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What is asked of a model once. Every field but `attempt`, `repairOf` and `purpose` is part of the answer's identity. */
export interface GenerateRequest {
  /** Who the model is to be; may be empty. */
  readonly system: string;
  /** The user's message. */
  readonly prompt: string;
  /** The beginning of the answer, already written: the model goes on from its last character. */
  readonly answerStem: string;
  readonly maxTokens: number;
  readonly temperature: number;
  readonly topP: number;
  /** 0: no limit, and not sent to servers. */
  readonly topK: number;
  /** The answer ends before any of these. */
  readonly stop: readonly string[];
  /** Which sample of this prompt: equal requests with equal draws have one answer, for ever. */
  readonly draw: number;
  /** What the answer has to fit, as JSON. For servers; absent: free text. */
  readonly schema?: JsonSchema;
  /** Whether the raw answer is to hold the log-probabilities of its tokens. For servers; absent: no. */
  readonly logProbabilities?: true;
  /** Which asking of the call this is, where it is not the first: a model with a seed draws otherwise then. */
  readonly attempt?: number;
  /** Id of the call whose unusable answer the prompt shows. */
  readonly repairOf?: string;
  /** What the answer is for, where no claim comes of it: then it counts by itself. */
  readonly purpose?: CallPurpose;
}

export type CallPurpose = "verdict";

export interface Generation {
  /** Id of the recorded call; empty until `record` fills it. */
  readonly call: string;
  /** The text behind the answer stem. */
  readonly text: string;
  /** `filtered`: the server's content filter refused the request, or cut the answer off. */
  readonly finishReason: "stop" | "length" | "filtered" | "other";
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly costUsd: number;
  /** The whole answer as it came, such as an HTTP body, for `record` to write; absent: `text` is all. */
  readonly raw?: string;
  /** How long the answer took without the wait for a place, for `record` to write; absent: no wait. */
  readonly milliseconds?: number;
  /** What the server says is left of its quota, for `limit` to heed; goes no further. */
  readonly quota?: Quota;
}

export interface ScoreRequest {
  /** What stands before; not scored. May be empty: the model's own beginning of text is used. */
  readonly context: string;
  /** The text whose tokens are scored. */
  readonly text: string;
}

export interface Score {
  /** Sum of the natural log-probabilities of the tokens of `text`. */
  readonly logProbability: number;
  readonly tokens: number;
}

/** What of a request is input. */
export type AskedWords = Pick<GenerateRequest, "system" | "prompt" | "answerStem" | "schema">;

/**
 * The one port to language models. Implementations are safe for concurrent calls and stop soon after
 * `signal` aborts, rejecting with the signal's reason. Errors are CosmoErrors; `retryable` says
 * whether the same request may succeed later.
 */
export interface LanguageModel {
  /** Names weights and settings outside the request, so that another model has another id. */
  readonly id: string;
  generate(request: GenerateRequest, signal: AbortSignal): Promise<Generation>;
  score?(request: ScoreRequest, signal: AbortSignal): Promise<Score>;
  /** Tokens of each input, as `generate` counts them; absent where only the server could tell. */
  countTokens?(inputs: readonly AskedWords[], signal: AbortSignal): Promise<readonly number[]>;
  /** Of a model that runs in this process: seconds in which its workers were at work, summed; each computes on one core. */
  busyCoreSeconds?(): number;
  close(): Promise<void>;
}

/** Adds one behaviour to a model. Order, outermost first: remember → retry → budget → record → limit → model. */
export type Wrapper = (inner: LanguageModel) => LanguageModel;
