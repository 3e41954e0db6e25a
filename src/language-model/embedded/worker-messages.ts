import type { ExitCode } from "../../domain/cosmo-error.ts";
import type {
  AskedWords,
  GenerateRequest,
  Generation,
  Score,
  ScoreRequest,
} from "../language-model.ts";

/** What a worker can do: what it is given and what it gives back. */
export interface Kinds {
  readonly generate: { readonly request: GenerateRequest; readonly result: Generation };
  readonly score: { readonly request: ScoreRequest; readonly result: Score };
  readonly countTokens: {
    readonly request: readonly AskedWords[];
    readonly result: readonly number[];
  };
}
export type Kind = keyof Kinds;
export type Work = {
  readonly [K in Kind]: { readonly kind: K; readonly request: Kinds[K]["request"] };
}[Kind];

export interface WorkerSettings {
  /** Path of the GGUF file. */
  readonly file: string;
  /** How many works it does at once, from 1. */
  readonly width: number;
  /** The longest prompt and answer together, of each work. */
  readonly contextTokens: number;
}

/** What a thread is started with. */
export interface WorkerStart {
  readonly settings: WorkerSettings;
  /** Turns from 0 to 1 when the thread holds no native thing (any more) and may be torn down. */
  readonly released: Int32Array;
}

/** Works have numbers, each its own as long as the worker lives. A cancel may cross the reply to its work. */
export type ToWorker =
  | { readonly to: "do"; readonly number: number; readonly work: Work }
  | { readonly to: "cancel"; readonly number: number }
  | { readonly to: "close" };

/** A CosmoError on its way between threads, where classes are lost. */
export interface PlainError {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly retryable: boolean;
  readonly exitCode: ExitCode;
}

/** What became of a work: exactly one for each. */
export type Outcome =
  | { readonly from: "done"; readonly number: number; readonly result: Kinds[Kind]["result"] }
  | { readonly from: "cancelled"; readonly number: number }
  | { readonly from: "failed"; readonly number: number; readonly error: PlainError };

/** `broken` when the model could not be loaded: the worker ends then, and does none of its works. */
export type FromWorker = Outcome | { readonly from: "broken"; readonly error: PlainError };
