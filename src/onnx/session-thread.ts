import { Worker } from "node:worker_threads";
import type { SessionReply, SessionRequest } from "./session-messages.ts";

/** This module runs as `.ts` in the sources and as `.js` once built. */
const workerFile = new URL(
  `./session-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`,
  import.meta.url,
);

/** Those that owe a reply. */
const owing = new Set<SessionThread>();

process.on("exit", () => {
  for (const thread of owing) thread.letRunFinish();
});

/** How long a process that ends waits for the runtime. */
const exitPatienceMs = 10_000;

interface Waiting {
  readonly resolve: (reply: SessionReply) => void;
  readonly reject: (error: unknown) => void;
}

/** The worker thread behind a session. It keeps the process alive only while it owes a reply. */
export class SessionThread {
  /** 1 while the runtime may be at work, shared with the worker, which sets it to 0. */
  readonly #atWork = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #worker = new Worker(workerFile, {
    name: "onnx-session",
    workerData: this.#atWork,
    // Those of the process are not all fit for a thread, such as `--input-type`.
    execArgv: [],
  });
  readonly #exited: Promise<void>;
  #waiting: Waiting | undefined;
  /** Why nothing can be asked any more. */
  #end: unknown;

  constructor() {
    this.#worker.on("message", (reply: SessionReply) => this.#settle((one) => one.resolve(reply)));
    this.#worker.on("error", (error) => {
      this.#end = error;
    });
    this.#exited = new Promise((resolve) => {
      this.#worker.on("exit", () => {
        this.#end ??= new Error("the thread of the model has ended");
        this.#settle((one) => one.reject(this.#end));
        resolve();
      });
    });
  }

  /** Must not be called while a reply is owed. Rejects when the thread has died or dies of it. */
  ask(request: SessionRequest, transfer: readonly ArrayBuffer[]): Promise<SessionReply> {
    if (this.#end !== undefined) return Promise.reject(this.#end);
    return new Promise((resolve, reject) => {
      Atomics.store(this.#atWork, 0, 1);
      this.#worker.postMessage(request, transfer);
      this.#worker.ref();
      owing.add(this);
      this.#waiting = { resolve, reject };
    });
  }

  /** Frees the model and ends the thread. */
  async close(): Promise<void> {
    if (this.#end !== undefined) return;
    await this.ask({ kind: "close" }, []);
    this.#worker.ref();
    await this.#exited;
  }

  /** A process that ends while the runtime runs takes the thread down with an abort (code 134). */
  letRunFinish(): void {
    Atomics.wait(this.#atWork, 0, 1, exitPatienceMs);
  }

  #settle(how: (waiting: Waiting) => void): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#worker.unref();
    owing.delete(this);
    if (waiting !== undefined) how(waiting);
  }
}
