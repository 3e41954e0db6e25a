import { chooseWork } from "./choose-work.ts";
import { closed, failed, fromPlain } from "./embedded-errors.ts";
import type { FromWorker, Kind, Kinds, Outcome, ToWorker, Work } from "./worker-messages.ts";

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

export interface WorkerPoolOptions {
  /** How many workers, from 1. */
  readonly count: number;
  /** How many requests each works on at once, from 1. */
  readonly width: number;
  readonly start: StartWorker;
  /** Milliseconds from any fixed time. */
  readonly clock: () => number;
}

interface Job {
  readonly work: Work;
  readonly beginning: string | undefined;
  /** Nobody waits for it any more. */
  isAborted: boolean;
  resolve(result: Kinds[Kind]["result"]): void;
  reject(reason: unknown): void;
}

/** A place for a worker: started for its first request, and again for the next after a death. */
class Place {
  worker: ModelWorker | undefined;
  readonly jobs = new Map<number, Job>();
  /** The beginnings that the worker has evaluated, the last one last. */
  readonly held = new Set<string>();
  /** Whether it works on one request alone, for that may be the one that kills. */
  isTrying = false;
  busySince = 0;
  ended: Promise<void> = Promise.resolve();
}

/**
 * Gives requests to workers, so many at once to each, so that requests of one beginning meet the worker
 * that has evaluated it. When a worker dies with several requests, each of them is done again alone: so
 * only the one that kills is rejected.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #places: readonly Place[];
  readonly #waiting: Job[] = [];
  /** Requests of which one has killed a worker. */
  readonly #suspects: Job[] = [];
  #jobs = 0;
  #busyMs = 0;
  #isAssigning = false;
  #closed = false;

  /** @throws RangeError where `count` or `width` is no whole number from 1 */
  constructor(options: WorkerPoolOptions) {
    const { count, width } = options;
    for (const [name, value] of Object.entries({ count, width }))
      if (!Number.isInteger(value) || value < 1)
        throw new RangeError(`${name} must be a whole number from 1, got ${value}`);
    this.#options = options;
    this.#places = Array.from({ length: count }, () => new Place());
  }

  /** Milliseconds that workers were at work, summed over them. */
  get busyMs(): number {
    const now = this.#options.clock();
    const running = this.#places.filter(({ jobs }) => jobs.size > 0);
    return running.reduce((sum, { busySince }) => sum + now - busySince, this.#busyMs);
  }

  /**
   * @param beginning equal for requests that share their evaluated beginning; undefined: nothing is
   *   evaluated that is worth sharing
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
    const job: Job = { work, beginning, isAborted: false, resolve, reject };
    const abort = () => this.#abort(job, signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    this.#waiting.push(job);
    this.#assignSoon();
    try {
      return (await promise) as Kinds[K]["result"];
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  }

  /** Ends the workers; requests that wait or run are rejected. Resolves when all threads are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const queue of [this.#waiting, this.#suspects])
      for (const job of queue.splice(0)) job.reject(closed());
    for (const place of this.#places) {
      for (const job of place.jobs.values()) job.reject(closed());
      place.worker?.send({ to: "close" });
    }
    await Promise.all(this.#places.map((place) => place.ended));
  }

  /** When all that are asked at this moment wait: then each worker can begin with another beginning. */
  #assignSoon(): void {
    if (this.#isAssigning) return;
    this.#isAssigning = true;
    setImmediate(() => {
      this.#isAssigning = false;
      this.#assign();
    });
  }

  #assign(): void {
    if (this.#closed) return;
    for (const place of this.#places) {
      const suspect = place.jobs.size === 0 ? this.#suspects.shift() : undefined;
      if (suspect === undefined) continue;
      place.isTrying = true;
      this.#give(place, suspect);
    }
    for (;;) {
      const chosen = chooseWork(
        this.#waiting.map(({ beginning }) => beginning),
        this.#places.map(({ jobs, held, isTrying }) => ({
          load: jobs.size,
          width: isTrying ? 1 : this.#options.width,
          held,
        })),
      );
      const place = chosen && this.#places[chosen.worker];
      const [job] = chosen === undefined ? [] : this.#waiting.splice(chosen.request, 1);
      if (place === undefined || job === undefined) return;
      this.#give(place, job);
    }
  }

  #give(place: Place, job: Job): void {
    if (place.jobs.size === 0) place.busySince = this.#options.clock();
    const number = ++this.#jobs;
    place.jobs.set(number, job);
    if (job.beginning !== undefined) {
      place.held.delete(job.beginning);
      place.held.add(job.beginning);
      const [oldest] = place.held;
      if (place.held.size > this.#options.width && oldest !== undefined) place.held.delete(oldest);
    }
    place.worker ??= this.#startIn(place);
    place.worker.send({ to: "do", number, work: job.work });
  }

  #startIn(place: Place): ModelWorker {
    const { promise, resolve } = Promise.withResolvers<void>();
    place.ended = promise;
    const worker: ModelWorker = this.#options.start({
      replied: (message) => {
        if (message.from === "broken") {
          this.#forget(place, worker);
          for (const job of this.#empty(place)) job.reject(fromPlain(message.error));
        } else this.#settle(place, message);
        this.#assign();
      },
      ended: (cause) => {
        resolve();
        // A worker that said it is broken has given its place up, perhaps to another one.
        if (place.worker !== worker) return;
        this.#forget(place, worker);
        const jobs = this.#empty(place);
        if (jobs.length > 1) this.#suspects.push(...jobs.filter(({ isAborted }) => !isAborted));
        else for (const job of jobs) job.reject(failed(cause.message, cause));
        this.#assign();
      },
    });
    return worker;
  }

  #settle(place: Place, outcome: Outcome): void {
    const job = place.jobs.get(outcome.number);
    if (!place.jobs.delete(outcome.number)) return;
    if (place.jobs.size === 0) this.#rest(place);
    if (outcome.from === "done") job?.resolve(outcome.result);
    else if (outcome.from === "failed") job?.reject(fromPlain(outcome.error));
  }

  /** Takes all requests from a place. */
  #empty(place: Place): readonly Job[] {
    const jobs = [...place.jobs.values()];
    place.jobs.clear();
    if (jobs.length > 0) this.#rest(place);
    return jobs;
  }

  #rest(place: Place): void {
    place.isTrying = false;
    this.#busyMs += this.#options.clock() - place.busySince;
  }

  #forget(place: Place, worker: ModelWorker): void {
    if (place.worker === worker) place.worker = undefined;
    place.held.clear();
  }

  /** Rejects at once; in a running worker it keeps its place until the worker says that it has stopped. */
  #abort(job: Job, reason: unknown): void {
    job.isAborted = true;
    job.reject(reason);
    for (const queue of [this.#waiting, this.#suspects]) {
      const index = queue.indexOf(job);
      if (index >= 0) queue.splice(index, 1);
    }
    for (const { jobs, worker } of this.#places)
      for (const [number, running] of jobs)
        if (running === job) worker?.send({ to: "cancel", number });
  }
}
