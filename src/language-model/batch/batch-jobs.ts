import { CosmoError } from "../../domain/cosmo-error.ts";
import type { BudgetAccount } from "../budget-account.ts";
import { type BudgetStore, type Outcome, presumed, refused } from "../budget-store.ts";
import type { CallStore, CallTotals } from "../call-store.ts";
import { isNotBilled } from "../not-billed.ts";
import type { BatchState } from "./batch-api.ts";
import type { BatchPort } from "./batch-port.ts";
import type { BatchStore, FailedCall, GatheredRequest, JobRow } from "./batch-store.ts";
import { strangeStatus } from "./job-messages.ts";
import { splitIntoJobs } from "./split-into-jobs.ts";
import { type Collected, takeInResults } from "./take-in-results.ts";

export interface BatchJobsOptions {
  readonly store: BatchStore;
  readonly calls: CallStore;
  readonly budget: Pick<BudgetStore, "settleHeld" | "heldJobs">;
  readonly account: Pick<BudgetAccount, "hold">;
  readonly ports: readonly BatchPort[];
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  readonly newToken: () => string;
  /** Told of every answer that was written, with what it cost. */
  readonly onRecorded: (cost: Omit<CallTotals, "calls">) => void;
}

/** The batch jobs of a workspace. */
export interface BatchJobs {
  /**
   * Asks for the state of every open job and takes in those that have ended; finds those that a killed process left
   * behind. Doing it again after it broke off changes nothing that was done.
   *
   * @param giveUp whether jobs that the provider did not know before, and does not now, are given up, as if they had
   *   cost the most
   * @throws CosmoError the first error of a job, or of more than one item, when all else is taken in
   */
  collect(giveUp: boolean, signal: AbortSignal): Promise<Collected>;
  /**
   * Submits what was gathered, as far as there is room.
   * @throws BudgetExhaustedError before anything is submitted, where the most that all can cost does not fit
   */
  submit(signal: AbortSignal): Promise<Submitted>;
}

/** Numbers of requests. */
export interface Submitted {
  readonly submitted: number;
  /** Those that wait until fewer are in jobs. */
  readonly later: number;
}

export function batchJobs(options: BatchJobsOptions): BatchJobs {
  const { store, budget, account, clock, newToken } = options;
  const ports = new Map(options.ports.map((port) => [port.api.model, port]));

  /** Frees the calls of a job that have no result. */
  const end = (
    token: string,
    requests: Iterable<string>,
    outcome: Outcome,
    failed: readonly FailedCall[] = [],
  ): void => {
    budget.settleHeld(
      token,
      Array.from(requests, (call) => [call, outcome] as const),
    );
    store.end(token, failed);
  };

  const takeIn = takeInResults({ ...options, end });

  /** Of jobs that were held for and never intended, or whose end was lost by a power cut. */
  const releaseStrays = (): void => {
    const open = new Set(store.openJobs().map(({ token }) => token));
    for (const { job, calls: held } of budget.heldJobs()) {
      if (open.has(job)) continue;
      const outcome = store.hasJob(job) ? presumed : refused;
      budget.settleHeld(
        job,
        held.map((call) => [call, outcome]),
      );
    }
  };

  /** The state of a job; undefined: it was never submitted. */
  const stateOf = async (
    { token, batch, inputFile }: JobRow,
    { api, around }: BatchPort,
    signal: AbortSignal,
  ): Promise<BatchState | undefined> => {
    if (batch !== null) return around((within) => api.state(batch, within), signal);
    if (inputFile === null) return undefined;
    const found = await around((within) => api.find(inputFile, token, within), signal);
    if (found !== undefined) store.submitted(token, found, Math.round(clock()));
    return found;
  };

  /** In vain where the provider keeps them: that is no harm. */
  const removeFiles = async (
    { api }: BatchPort,
    files: readonly (string | null)[],
    signal: AbortSignal,
  ): Promise<void> => {
    await Promise.allSettled(
      files.flatMap((file) => (file === null ? [] : [api.remove(file, signal)])),
    );
  };

  /** Again only where it was surely not taken: else the next run finds out, for a job is paid once. */
  const submitOnce = async (
    { api, around }: BatchPort,
    file: string,
    token: string,
    signal: AbortSignal,
  ): Promise<BatchState> => {
    const { state, error } = await around(async (within) => {
      try {
        return { state: await api.submit(file, token, within) };
      } catch (failure) {
        if (isNotBilled(failure)) throw failure;
        return { error: failure };
      }
    }, signal);
    if (state === undefined) throw error;
    return state;
  };

  /** Of the gathered requests of each model as many as may be in jobs beside those that are. */
  function* withRoom(onLater: () => void): Generator<GatheredRequest> {
    const room = new Map<string, number>();
    for (const [model, { requestsAtOnce }] of ports) {
      if (requestsAtOnce !== null) room.set(model, requestsAtOnce);
    }
    const taken = (model: string, requests: number): boolean => {
      const left = room.get(model);
      if (left === undefined) return true;
      room.set(model, left - requests);
      return left >= requests;
    };
    for (const { model, requests } of store.openJobs()) taken(model, requests);
    for (const request of store.gathered()) {
      if (taken(request.model, 1)) yield request;
      else onLater();
    }
  }

  return {
    async collect(giveUp, signal) {
      store.clearGathered();
      releaseStrays();
      let answers = 0;
      const notices: string[] = [];
      let first: unknown;
      for (const job of store.openJobs()) {
        const port = ports.get(job.model);
        if (port === undefined) continue;
        const requests = () => store.requestsOf(job.token).map(({ call }) => call);
        try {
          const state = await stateOf(job, port, signal);
          if (state === undefined) {
            end(job.token, requests(), refused);
            await removeFiles(port, [job.inputFile], signal);
            continue;
          }
          store.checked(job.token, state, Math.round(clock()));
          if (state.phase === "going") {
            if (!state.isKnown) notices.push(strangeStatus(job, state));
            if (port.isOn || state.status === "cancelling") continue;
            const cancelled = await port.around(
              (within) => port.api.cancel(state.id, within),
              signal,
            );
            store.checked(job.token, cancelled, Math.round(clock()));
            continue;
          }
          const known = store.openJobs().find(({ token }) => token === job.token) ?? job;
          const taken = await takeIn(known, state, port, signal);
          answers += taken.answers;
          notices.push(...taken.notices);
          first ??= taken.error;
          // Where some of it was not understood, a person may want to look at it.
          if (taken.notices.length > 0) continue;
          await removeFiles(port, [known.inputFile, ...state.resultFiles], signal);
        } catch (error) {
          signal.throwIfAborted();
          if (!(error instanceof CosmoError)) throw error;
          const isUnknown = error.code === "MODEL_BATCH_UNKNOWN";
          if (isUnknown && giveUp && job.isUnknown) {
            end(job.token, requests(), presumed);
            continue;
          }
          if (isUnknown) store.markUnknown(job.token);
          first ??= error;
        }
      }
      if (first !== undefined) throw first;
      return { answers, notices };
    },

    async submit(signal) {
      let later = 0;
      const fitting = withRoom(() => later++);
      const jobs = splitIntoJobs(fitting, (model) => portOf(ports, model).api).map((job) => ({
        ...job,
        token: newToken(),
        intendedAt: Math.round(clock()),
      }));
      const submitted = jobs.reduce((sum, { calls: { length } }) => sum + length, 0);
      if (submitted === 0) return { submitted, later };
      account.hold(
        jobs.flatMap(({ token, calls: held }) =>
          held.map(({ call, cost }) => ({ job: token, call, cost })),
        ),
      );
      store.intend(
        jobs.map(({ calls: held, ...job }) => ({ ...job, calls: held.map(({ call }) => call) })),
      );
      for (const { token, model } of jobs) {
        signal.throwIfAborted();
        const port = portOf(ports, model);
        const { api, around } = port;
        const requests = store.requestsOf(token);
        const lines = requests.map(({ call, request }) => api.line(call, request));
        const file = await around((within) => api.upload(lines, within), signal);
        store.uploaded(token, file);
        const state = await submitOnce(port, file, token, signal);
        store.submitted(token, state, Math.round(clock()));
      }
      return { submitted, later };
    },
  };
}

function portOf(ports: ReadonlyMap<string, BatchPort>, model: string): BatchPort {
  const port = ports.get(model);
  if (port === undefined) throw new Error(`${model} has no batch jobs`);
  return port;
}
