import { basename } from "node:path";
import type { LanguageModel } from "../language-model.ts";
import { modelThread } from "./model-thread.ts";
import { WorkerPool } from "./worker-pool.ts";

export interface EmbeddedModelOptions {
  /** Path of a GGUF chat model of the ChatML format. */
  readonly file: string;
  /** SHA-256 of the file, lower-case hexadecimal: part of the model's id. */
  readonly sha256: string;
  /** Threads that each hold the model and answer one request at a time, from 1. */
  readonly workers: number;
  /**
   * Processor threads of each worker. Default 1: on two busy cores a second one made the model many
   * times slower.
   */
  readonly threadsPerWorker?: number;
  /** The longest prompt and answer together, in tokens. */
  readonly contextTokens: number;
}

/** The id of an embedded model: the same weights under the same name are the same model. */
export const embeddedModelId = (file: string, sha256: string): string =>
  `embedded:${basename(file, ".gguf")}:${sha256.slice(0, 8)}`;

/**
 * A language model that runs in this process, on the processor alone, in worker threads. The same
 * request gives the same answer on the same machine, whatever was asked before and whichever worker
 * runs it. Requests that share system text and prompt are answered faster when they are asked
 * together, about four for each worker.
 *
 * `Generation.call` is empty: the wrapper `record` fills it. `Generation.text` is as the model wrote
 * it, often with a space before the first word. Errors: EMBEDDED_MODEL_UNSUPPORTED (no binary for
 * this platform), EMBEDDED_MODEL_UNUSABLE (bad file), EMBEDDED_MODEL_FAILED (died, retryable),
 * PROMPT_TOO_LONG.
 *
 * @example
 * const { path, sha256 } = await findModelFile(smolLm2, …);
 * const model = await openEmbeddedModel({ file: path, sha256, workers: 2, contextTokens: 2048 });
 */
export async function openEmbeddedModel(options: EmbeddedModelOptions): Promise<LanguageModel> {
  const { file, sha256, workers, threadsPerWorker = 1, contextTokens } = options;
  const pool = new WorkerPool(
    workers,
    modelThread({ file, threads: threadsPerWorker, contextTokens }),
  );
  // Loads the model in the first worker, so that what is wrong with it is known now.
  await pool.run("countTokens", "", undefined);
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
      pool.run("score", request, JSON.stringify(["text", request.context]), signal),
    close: () => pool.close(),
  };
}
