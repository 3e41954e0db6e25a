import { Worker } from "node:worker_threads";
import type { CommitReply, CommitRequest } from "./commit-messages.ts";
import { failureFrom } from "./commit-messages.ts";

const workerFile = new URL(
  `./commit-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`,
  import.meta.url,
);

interface Asked {
  readonly resolve: (rows: readonly (readonly unknown[])[]) => void;
  readonly reject: (error: Error) => void;
}

interface CommitThread {
  readonly worker: Worker;
  /** In the order of asking, which is the order of the replies. */
  readonly asked: Asked[];
}

let thread: CommitThread | undefined;

/** Lets the one thread of this process that commits do something; it is started when it is first needed. */
export function askThread(request: CommitRequest): Promise<readonly (readonly unknown[])[]> {
  thread ??= startThread();
  const { worker, asked } = thread;
  return new Promise((resolve, reject) => {
    // Only work that is under way keeps the process alive.
    if (asked.push({ resolve, reject }) === 1) worker.ref();
    worker.postMessage(request);
  });
}

function startThread(): CommitThread {
  const worker = new Worker(workerFile, { name: "commit", execArgv: [] });
  const asked: Asked[] = [];
  worker.on("message", (reply: CommitReply) => {
    const first = asked.shift();
    if (asked.length === 0) worker.unref();
    if ("rows" in reply) first?.resolve(reply.rows);
    else first?.reject(failureFrom(reply.failure));
  });
  let cause: Error | undefined;
  worker.on("error", (error: Error) => {
    cause = error;
  });
  worker.on("exit", (code) => {
    thread = undefined;
    for (const { reject } of asked) {
      reject(cause ?? new Error(`the thread that commits ended with ${code}`));
    }
  });
  return { worker, asked };
}
