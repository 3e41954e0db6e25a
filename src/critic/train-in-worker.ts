import { Worker } from "node:worker_threads";
import type { CriticModel } from "./critic-model.ts";
import type { TrainingSet } from "./train-critic.ts";

/** This module runs as `.ts` in the sources and as `.js` once built. */
const workerFile = new URL(
  `./train-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`,
  import.meta.url,
);

/** `trainCritic` in a thread of its own, so that a stop is heard; it ends the thread at once. */
export async function trainInWorker(set: TrainingSet, signal: AbortSignal): Promise<CriticModel> {
  signal.throwIfAborted();
  return await new Promise<CriticModel>((resolve, reject) => {
    // Those of the process are not all fit for a thread, such as `--input-type`.
    const worker = new Worker(workerFile, { name: "critic", workerData: set, execArgv: [] });
    const stop = (): void => {
      reject(signal.reason);
      void worker.terminate();
    };
    signal.addEventListener("abort", stop, { once: true });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", (code) => {
      signal.removeEventListener("abort", stop);
      reject(new Error(`the thread that trains the critic ended with ${code}`));
    });
  });
}
