import type { ExitCode } from "../../domain/cosmo-error.ts";
import type { GenerateRequest, Generation, Score, ScoreRequest } from "../language-model.ts";

/** What a worker can do: what it is given and what it gives back. */
export interface Kinds {
  readonly generate: { readonly request: GenerateRequest; readonly result: Generation };
  readonly score: { readonly request: ScoreRequest; readonly result: Score };
  readonly countTokens: { readonly request: string; readonly result: number };
}
export type Kind = keyof Kinds;
export type Work = {
  readonly [K in Kind]: { readonly kind: K; readonly request: Kinds[K]["request"] };
}[Kind];

export interface WorkerSettings {
  /** Path of the GGUF file. */
  readonly file: string;
  readonly threads: number;
  readonly contextTokens: number;
}

/** What a thread is started with. */
export interface WorkerStart {
  readonly settings: WorkerSettings;
  /** Turns from 0 to 1 when the thread holds no native thing (any more) and may be torn down. */
  readonly released: Int32Array;
}

/**
 * One work at a time, so neither work nor cancel needs a number: a cancel that crosses the reply to
 * its work arrives before the next work, and finds nothing to do.
 */
export type ToWorker =
  | { readonly to: "do"; readonly work: Work }
  | { readonly to: "cancel" }
  | { readonly to: "close" };

/** A CosmoError on its way between threads, where classes are lost. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly retryable: boolean;
  readonly exitCode: ExitCode;
}

/** Exactly one for each work; `broken` when the model could not be loaded: the worker ends then. */
export type FromWorker =
  | { readonly from: "done"; readonly result: Kinds[Kind]["result"] }
  | { readonly from: "cancelled" }
  | { readonly from: "failed" | "broken"; readonly error: PlainError };
