import { Worker } from "node:worker_threads";
import type { BoostedTrees } from "./boosted-trees.ts";
import type { Examples } from "./examples.ts";
import type { BoostedTreesOptions } from "./fit-boosted-trees.ts";

/** What a thread is given. */
export interface BoostingTask {
  readonly examples: Examples;
  readonly options: BoostedTreesOptions;
}

/** `fitBoostedTrees`, wherever it runs. */
export type FitTrees = (examples: Examples, options: BoostedTreesOptions) => Promise<BoostedTrees>;

/** This module runs as `.ts` in the sources and as `.js` once built. */
const workerFile = new URL(
  `./boosting-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`,
  import.meta.url,
);

interface WaitingTask extends BoostingTask, PromiseWithResolvers<BoostedTrees> {}

/**
 * Threads that fit boosted trees, so many at a time, so that a stop is heard meanwhile. A fit is the same to the last bit as one that was
 * made without them. They begin when they are needed, and end with this or at the signal.
 */
export class BoostingThreads implements AsyncDisposable {
  readonly #most: number;
  readonly #signal: AbortSignal;
  readonly #waiting: WaitingTask[] = [];
  readonly #idle: Worker[] = [];
  readonly #busy = new Map<Worker, WaitingTask>();

  constructor(most: number, signal: AbortSignal) {
    this.#most = most;
    this.#signal = signal;
    signal.addEventListener("abort", this.#stop);
  }

  /** @throws the signal's reason, and what `fitBoostedTrees` throws */
  readonly fit: FitTrees = (examples, options) => {
    this.#signal.throwIfAborted();
    const task = { examples, options, ...Promise.withResolvers<BoostedTrees>() };
    this.#waiting.push(task);
    this.#begin();
    return task.promise;
  };

  async [Symbol.asyncDispose](): Promise<void> {
    this.#signal.removeEventListener("abort", this.#stop);
    const threads = [...this.#idle.splice(0), ...this.#busy.keys()];
    await Promise.all(threads.map((thread) => thread.terminate()));
  }

  #begin(): void {
    while (this.#waiting.length > 0) {
      const thread =
        this.#idle.pop() ?? (this.#busy.size < this.#most ? this.#newThread() : undefined);
      if (thread === undefined) return;
      const task = this.#waiting.shift();
      if (task === undefined) return;
      this.#busy.set(thread, task);
      thread.postMessage({ examples: task.examples, options: task.options });
    }
  }

  #newThread(): Worker {
    // Those of the process are not all fit for a thread, such as `--input-type`.
    const thread = new Worker(workerFile, { name: "boosting", execArgv: [] });
    const done = (): WaitingTask | undefined => {
      const task = this.#busy.get(thread);
      this.#busy.delete(thread);
      return task;
    };
    thread.on("message", (model: BoostedTrees) => {
      done()?.resolve(model);
      this.#idle.push(thread);
      this.#begin();
    });
    // It ends with the error: another thread takes on what waits.
    thread.on("error", (error) => {
      done()?.reject(error);
      this.#begin();
    });
    thread.on("exit", (code) => {
      done()?.reject(new Error(`a thread that fits trees ended with ${code}`));
    });
    return thread;
  }

  readonly #stop = (): void => {
    const reason: unknown = this.#signal.reason;
    for (const { reject } of [...this.#busy.values(), ...this.#waiting.splice(0)]) reject(reason);
    void this[Symbol.asyncDispose]();
  };
}
