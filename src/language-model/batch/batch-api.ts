import type { CosmoError } from "../../domain/cosmo-error.ts";
import type { GenerateRequest, Generation } from "../language-model.ts";
import type { UnreadableAnswerError } from "../unreadable-answer-error.ts";

/** Where a job stands at its provider. */
export interface BatchState {
  /** What the provider calls it. */
  readonly id: string;
  /** As the provider says. */
  readonly status: string;
  /** Whether the status says something; else the job is taken to be going. */
  readonly isKnown: boolean;
  /** `refused`: the provider took none of it. */
  readonly phase: "going" | "ended" | "refused";
  /** Whether all requests were tried, so that one without a result may have been billed. */
  readonly isWhole: boolean;
  readonly answered: number;
  readonly failed: number;
  /** Files of results. */
  readonly resultFiles: readonly string[];
  /** Of a refused job: more would be in jobs than the provider takes at once. */
  readonly isFull: boolean;
  /** What the provider says of a refused job. */
  readonly problem: string;
}

/** What became of one request of a job. */
export type BatchResult = { readonly call: string } & (
  | { readonly kind: "answered"; readonly generation: Generation & { readonly raw: string } }
  | { readonly kind: "unreadable"; readonly error: UnreadableAnswerError }
  | { readonly kind: "failed"; readonly mayBeBilled: boolean; readonly error: CosmoError }
);

/** The batch jobs of one model at its provider. */
export interface BatchApi {
  /** Id of the model, the same as when it is asked live. */
  readonly model: string;
  /** A request as a line of the file that is uploaded, without its end. */
  line(call: string, request: GenerateRequest): string;
  /** @returns what the provider calls the file */
  upload(lines: readonly string[], signal: AbortSignal): Promise<string>;
  /**
   * Submits a job: from here on it is paid for.
   * @throws CosmoError one that `isNotBilled` knows where it was surely not taken
   */
  submit(file: string, token: string, signal: AbortSignal): Promise<BatchState>;
  /**
   * The job that was submitted with this file or token; undefined: there is none.
   * @throws CosmoError MODEL_BATCH_UNKNOWN where the provider does not tell
   */
  find(file: string, token: string, signal: AbortSignal): Promise<BatchState | undefined>;
  /** @throws CosmoError MODEL_BATCH_UNKNOWN where the provider does not know it */
  state(batch: string, signal: AbortSignal): Promise<BatchState>;
  /** What is answered already stays, and is paid for. */
  cancel(batch: string, signal: AbortSignal): Promise<BatchState>;
  /** @throws CosmoError MODEL_BATCH_UNKNOWN where the provider has the file no longer */
  results(file: string, signal: AbortSignal): Promise<string>;
  /** Deletes an uploaded file, or one of results. */
  remove(file: string, signal: AbortSignal): Promise<void>;
  /** Reads a line of results; undefined: it is of no request that `requestOf` knows. */
  read(
    line: string,
    requestOf: (call: string) => GenerateRequest | undefined,
  ): BatchResult | undefined;
  close(): void;
}
