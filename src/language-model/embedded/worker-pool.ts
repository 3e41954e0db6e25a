import { chooseWork } from "./choose-work.ts";
import { closed, failed, fromPlain } from "./embedded-errors.ts";
import type { FromWorker, Kind, Kinds, ToWorker, Work } from "./worker-messages.ts";

/** A running worker, as the pool sees it. */
export interface ModelWorker {
  send(message: ToWorker): void;
}

export interface WorkerEvents {
  replied(message: FromWorker): void;
  /** Called once, after close or a death; nothing comes behind it. */
  ended(cause: Error): void;
}

export type StartWorker = (events: WorkerEvents) => ModelWorker;

interface Job {
  readonly work: Work;
  readonly beginning: string | undefined;
  resolve(result: Kinds[Kind]["result"]): void;
  reject(reason: unknown): void;
}

/** A place for a worker: started for its first request, and again for the next after a death. */
class Place {
  worker: ModelWorker | undefined;
  job: Job | undefined;
  /** The beginning that the worker has evaluated last. */
  held: string | undefined;
  ended: Promise<void> = Promise.resolve();
}

/**
 * Gives requests to workers, one at a time each, so that requests of one beginning meet the worker
 * that has evaluated it.
 */
export class WorkerPool {
  readonly #start: StartWorker;
  readonly #places: readonly Place[];
  readonly #waiting: Job[] = [];
  #closed = false;

  /** @param count how many workers, from 1 */
  constructor(count: number, start: StartWorker) {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`workers must be a whole number from 1, got ${count}`);
    this.#start = start;
    this.#places = Array.from({ length: count }, () => new Place());
  }

  /**
   * @param beginning equal for requests that share their evaluated beginning; undefined: nothing is
   *   evaluated
   * @throws CosmoError what the worker failed with, or EMBEDDED_MODEL_FAILED when it died; the
   *   signal's reason at once when it aborts
   */
  async run<K extends Kind>(
    kind: K,
    request: Kinds[K]["request"],
    beginning: string | undefined,
    signal?: AbortSignal,
  ): Promise<Kinds[K]["result"]> {
    signal?.throwIfAborted();
    if (this.#closed) throw closed();
    const work = { kind, request } as Work;
    const { promise, resolve, reject } = Promise.withResolvers<Kinds[Kind]["result"]>();
    const job: Job = { work, beginning, resolve, reject };
    const abort = () => this.#abort(job, signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#waiting.push(job);
    this.#assign();
    try {
      return (await promise) as Kinds[K]["result"];
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Ends the workers; requests that wait or run are rejected. Resolves when all threads are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) job.reject(closed());
    for (const place of this.#places) {
      place.job?.reject(closed());
      place.worker?.send({ to: "close" });
    }
    await Promise.all(this.#places.map((place) => place.ended));
  }

  #assign(): void {
    const free = this.#places.filter((place) => place.job === undefined);
    const waitingFor = (place: Place) => this.#waiting.some((job) => job.beginning === place.held);
    // Workers that hold what is asked first, so that a newly come request does not wake another one.
    free.sort((a, b) => Number(waitingFor(b)) - Number(waitingFor(a)));
    for (const place of free) {
      const others = this.#places.filter((other) => other !== place);
      const beginnings = this.#waiting.map((job) => job.beginning);
      const chosen = chooseWork(beginnings, place.held, new Set(others.map((other) => other.held)));
      const [job] = chosen === undefined ? [] : this.#waiting.splice(chosen, 1);
      if (job === undefined) return;
      place.job = job;
      place.held = job.beginning ?? place.held;
      place.worker ??= this.#startIn(place);
      place.worker.send({ to: "do", work: job.work });
    }
  }

  #startIn(place: Place): ModelWorker {
    const { promise, resolve } = Promise.withResolvers<void>();
    place.ended = promise;
    const worker: ModelWorker = this.#start({
      replied: (message) => {
        const job = place.job;
        place.job = undefined;
        if (message.from === "broken") this.#forget(place, worker);
        if (message.from === "done") job?.resolve(message.result);
        else if (message.from !== "cancelled") job?.reject(fromPlain(message.error));
        if (!this.#closed) this.#assign();
      },
      ended: (cause) => {
        resolve();
        // A worker that said it is broken has given its place up, perhaps to another one.
        if (place.worker !== worker) return;
        const job = place.job;
        place.job = undefined;
        this.#forget(place, worker);
        job?.reject(failed(cause.message, cause));
        if (!this.#closed) this.#assign();
      },
    });
    return worker;
  }

  #forget(place: Place, worker: ModelWorker): void {
    if (place.worker === worker) place.worker = undefined;
    place.held = undefined;
  }

  /** Rejects at once; a running worker stays taken until it says that it has stopped. */
  #abort(job: Job, reason: unknown): void {
    job.reject(reason);
    const index = this.#waiting.indexOf(job);
    if (index >= 0) this.#waiting.splice(index, 1);
    this.#places.find((place) => place.job === job)?.worker?.send({ to: "cancel" });
  }
}
