import { Worker } from "node:worker_threads";
import type { ToWorker, WorkerSettings, WorkerStart } from "./worker-messages.ts";
import type { StartWorker } from "./worker-pool.ts";

/** Longest wait for a thread at the end of the process: loading a model takes about a second. */
const lastWaitMs = 5_000;

/**
 * Starts workers as threads of this process. The native addon lives in several threads at once, each
 * with its own copy of the model, so no child process is needed. But node-llama-cpp 3.22.1 aborts the
 * process (exit status 134) when a thread is torn down with the addon at work, as `process.exit` and
 * an uncaught error do. So at the end of the process its threads are told to close, and waited for.
 */
export function modelThread(settings: WorkerSettings): StartWorker {
  const open = new Map<Worker, Int32Array>();
  const closeAll = (): void => {
    for (const thread of open.keys()) thread.postMessage({ to: "close" } satisfies ToWorker);
    for (const released of open.values()) Atomics.wait(released, 0, 0, lastWaitMs);
  };
  return (events) => {
    const released = new Int32Array(new SharedArrayBuffer(4));
    const workerData: WorkerStart = { settings, released };
    const thread = new Worker(new URL("./embedded-worker.ts", import.meta.url), { workerData });
    if (open.size === 0) process.on("exit", closeAll);
    open.set(thread, released);
    let cause: Error | undefined;
    thread.on("message", events.replied);
    thread.on("error", (error: Error) => {
      cause = error;
    });
    thread.on("exit", (code) => {
      open.delete(thread);
      if (open.size === 0) process.off("exit", closeAll);
      events.ended(cause ?? new Error(`its thread ended with ${code}`));
    });
    return { send: (message) => thread.postMessage(message) };
  };
}
