import type { Llama, LlamaModel } from "node-llama-cpp";
import { turnEnd, turnStart } from "./chat-pieces.ts";
import { unsupported, unusableFile } from "./embedded-errors.ts";
import { SharedSequences } from "./shared-sequences.ts";
import type { WorkerSettings } from "./worker-messages.ts";

/** A model in memory with room for some conversations at once. */
export interface LoadedModel {
  readonly model: LlamaModel;
  readonly sequences: SharedSequences;
  dispose(): Promise<void>;
}

/**
 * Processor threads of each worker. On two busy cores a second one made a model many times slower, and
 * their number changes the last digits: more cores get more workers.
 */
const threads = 1;

/** Throws CosmoError EMBEDDED_MODEL_UNSUPPORTED, EMBEDDED_MODEL_UNUSABLE. */
export async function loadModel(settings: WorkerSettings): Promise<LoadedModel> {
  const { file, width, contextTokens } = settings;
  const llama = await startLlama();
  try {
    const model = await llama.loadModel({ modelPath: file });
    const isOneToken = (mark: string) => model.tokenize(mark, true).length === 1;
    if (!isOneToken(turnStart) || !isOneToken(turnEnd))
      throw new Error("it does not know the chat format ChatML");
    const context = await model.createContext({
      contextSize: contextTokens,
      sequences: width,
      threads,
      flashAttention: true, // 10 to 15 % faster for each token on the processors tried
      failedCreationRemedy: false, // a smaller context than asked for would be another model
    });
    const sequences = new SharedSequences(
      Array.from({ length: width }, () => context.getSequence()),
    );
    return { model, sequences, dispose: () => llama.dispose() };
  } catch (error) {
    await llama.dispose();
    throw unusableFile(file, error instanceof Error ? error.message : String(error));
  }
}

async function startLlama(): Promise<Llama> {
  const library = await import("node-llama-cpp").catch((error: unknown) => {
    if ((error as { code?: unknown }).code !== "ERR_MODULE_NOT_FOUND") throw error;
    throw unsupported("the optional package node-llama-cpp is not installed.");
  });
  try {
    return await library.getLlama({
      gpu: false,
      // Neither compile nor download anything: the package's own binary, or none.
      build: "never",
      skipDownload: true,
      progressLogs: false,
      maxThreads: threads,
      logLevel: library.LlamaLogLevel.error,
    });
  } catch (error) {
    if (error instanceof library.NoBinaryFoundError)
      throw unsupported("node-llama-cpp has no binary for it.");
    throw error;
  }
}
