import { availableParallelism } from "node:os";
import { basename } from "node:path";
import type { LanguageModel } from "../language-model.ts";
import { modelThread } from "./model-thread.ts";
import { WorkerPool } from "./worker-pool.ts";

export interface EmbeddedModelOptions {
  /** Path of a GGUF chat model of the ChatML format. */
  readonly file: string;
  /** SHA-256 of the file, lower-case hexadecimal: part of the model's id. */
  readonly sha256: string;
  /** Threads that each hold the model and compute on one core, from 1. Default: one for each core. */
  readonly workers?: number;
  /**
   * How many requests each worker answers at once, from 1. Default 8. Each takes memory for
   * `contextTokens`: 24 MB for 1,024 of SmolLM2 135M.
   */
  readonly requestsPerWorker?: number;
  /** The longest prompt and answer together, in tokens. */
  readonly contextTokens: number;
}

/** The id of an embedded model: the same weights under the same name are the same model. */
export const embeddedModelId = (file: string, sha256: string): string =>
  `embedded:${basename(file, ".gguf")}:${sha256.slice(0, 8)}`;

export interface EmbeddedModel extends LanguageModel {
  /**
   * What answering took so far, loading included. On an idle machine these are CPU-seconds; on a busy one they
   * are more, for they count what a worker waited for its core too.
   */
  busyCoreSeconds(): number;
  countTokens: NonNullable<LanguageModel["countTokens"]>;
}

/**
 * A language model that runs in this process, on the processor alone, in worker threads. The same
 * request gives the same answer on the same machine, whatever was asked before or is asked at the same
 * time and whichever worker runs it. Requests that share system text and prompt, and those that share the
 * stem too, are answered faster when they are asked together: so ask all at once.
 *
 * `Generation.call` is empty: the wrapper `record` fills it. `Generation.text` is as the model wrote
 * it, often with a space before the first word. Errors: EMBEDDED_MODEL_UNSUPPORTED (no binary for
 * this platform), EMBEDDED_MODEL_UNUSABLE (bad file), EMBEDDED_MODEL_FAILED (died, retryable),
 * PROMPT_TOO_LONG.
 *
 * @example
 * const { path, sha256 } = await findModelFile(smolLm2, …);
 * const model = await openEmbeddedModel({ file: path, sha256, contextTokens: 2048 });
 */
export async function openEmbeddedModel(options: EmbeddedModelOptions): Promise<EmbeddedModel> {
  const { file, sha256, contextTokens } = options;
  const { workers = availableParallelism(), requestsPerWorker = 8 } = options;
  const pool = new WorkerPool({
    count: workers,
    width: requestsPerWorker,
    start: modelThread({ file, width: requestsPerWorker, contextTokens }),
    clock: () => performance.now(),
  });
  // Loads the model in the first worker, so that what is wrong with it is known now.
  await pool.run("countTokens", [], undefined);
  return {
    id: embeddedModelId(file, sha256),
    generate: (request, signal) =>
      pool.run(
        "generate",
        request,
        JSON.stringify(["chat", request.system, request.prompt]),
        signal,
      ),
    score: (request, signal) =>
      pool.run(
        "score",
        request,
        request.context === "" ? undefined : JSON.stringify(["text", request.context]),
        signal,
      ),
    countTokens: (inputs, signal) =>
      pool.run(
        "countTokens",
        // A message holds what is counted, and no more.
        inputs.map(({ system, prompt, answerStem }) => ({ system, prompt, answerStem })),
        undefined,
        signal,
      ),
    close: () => pool.close(),
    busyCoreSeconds: () => pool.busyMs / 1000,
  };
}
