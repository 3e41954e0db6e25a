import { CosmoError } from "../../domain/cosmo-error.ts";
import { counted } from "../../text/counted.ts";
import type { BudgetAccount } from "../budget-account.ts";
import type { BudgetStore, Outcome } from "../budget-store.ts";
import type { CallStore, CallTotals } from "../call-store.ts";
import type { GenerateRequest } from "../language-model.ts";
import { nanoDollars } from "../nano-dollars.ts";
import { isNotBilled } from "../not-billed.ts";
import type { Around } from "../wrap-model.ts";
import type { BatchApi, BatchResult, BatchState } from "./batch-api.ts";
import type { BatchStore, FailedCall, GatheredRequest, JobRow } from "./batch-store.ts";
import { splitIntoJobs } from "./split-into-jobs.ts";

/** A model whose calls may be in jobs. */
export interface BatchPort {
  readonly api: BatchApi;
  /** Whether its calls go into jobs. If not, those that are still going are cancelled. */
  readonly isOn: boolean;
  /** How many of its requests are in jobs at one time; null: as many as there are. */
  readonly requestsAtOnce: number | null;
  /** Tries again what may be done twice. */
  readonly around: Around;
}

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

export interface Collected {
  /** How many answers came. */
  readonly answers: number;
  /** What a person has to know of the jobs, as sentences. */
  readonly notices: readonly string[];
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

/** Answers that are written together. */
const recordedAtOnce = 500;

const refused: Outcome = { kind: "refused" };
const presumed: Outcome = { kind: "presumed" };

export function batchJobs(options: BatchJobsOptions): BatchJobs {
  const { store, calls, budget, account, clock, newToken, onRecorded } = options;
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

  const record = async (
    job: JobRow,
    model: string,
    request: GenerateRequest,
    result: BatchResult,
  ): Promise<Outcome> => {
    if (result.kind === "failed") return result.mayBeBilled ? presumed : refused;
    const startedAt = job.submittedAt ?? job.intendedAt;
    const rawAnswer = result.kind === "answered" ? result.generation.raw : result.error.raw;
    // The same answer of the same job: it was written before a run was killed.
    const isKnown = calls
      .get(result.call)
      .some((known) => known.startedAt === startedAt && known.rawAnswer === rawAnswer);
    const asked = { model, request, startedAt, milliseconds: 0, rawAnswer };
    if (result.kind === "unreadable") {
      if (!isKnown) {
        await calls.record({
          ...asked,
          ...{ text: null, finishReason: null, reason: result.error.message },
          ...{ inputTokens: 0, outputTokens: 0, costUsd: 0 },
        });
        onRecorded({ inputTokens: 0, outputTokens: 0, costUsd: 0 });
      }
      return presumed;
    }
    const { text, finishReason, inputTokens, outputTokens, costUsd } = result.generation;
    if (!isKnown) {
      await calls.record({
        ...asked,
        ...{ text: text.toWellFormed(), finishReason, inputTokens, outputTokens, costUsd },
        reason: null,
      });
      onRecorded(result.generation);
    }
    return { kind: "answered", cost: nanoDollars(costUsd) };
  };

  const takeIn = async (
    job: JobRow,
    state: BatchState,
    { api, around }: BatchPort,
    signal: AbortSignal,
  ): Promise<Collected & { readonly error: CosmoError | undefined }> => {
    const open = new Map(
      store.requestsOf(job.token).map(({ call, request }) => [call, request] as const),
    );
    const results: BatchResult[] = [];
    let foreign = 0;
    for (const file of state.resultFiles) {
      const text = await around((within) => api.results(file, within), signal);
      for (const line of text.split("\n")) {
        const result = api.read(line, (call) => open.get(call));
        if (result !== undefined) results.push(result);
        else if (line.trim() !== "") foreign++;
      }
    }
    const failed = new Map<string, CosmoError>();
    let answers = 0;
    for (let from = 0; from < results.length; from += recordedAtOnce) {
      signal.throwIfAborted();
      const outcomes = await Promise.all(
        results.slice(from, from + recordedAtOnce).flatMap((result) => {
          const request = open.get(result.call);
          open.delete(result.call);
          if (request === undefined) return [];
          if (result.kind === "answered") answers++;
          else failed.set(result.call, result.error);
          return [
            record(job, api.model, request, result).then(
              (outcome) => [result.call, outcome] as const,
            ),
          ];
        }),
      );
      budget.settleHeld(job.token, outcomes);
    }
    // Each was tried, or its result is among those that nobody can tell apart.
    const wasTried = state.phase === "ended" && (state.isWhole || foreign > 0);
    if (wasTried) for (const call of open.keys()) failed.set(call, withoutResult(job, foreign));
    const kept = [...failed].filter(([, { retryable, code }]) => retryable || code === tooLong);
    end(
      job.token,
      open.keys(),
      wasTried ? presumed : refused,
      kept.map(([call, { code, message, hint }]) => ({ call, code, message, hint })),
    );
    const error =
      state.phase === "refused"
        ? jobRefused(job, state)
        : [...failed.values()].find(({ retryable, code }) => !retryable && code !== tooLong);
    const notices = foreign === 0 ? [] : [foreignLines(job, state, foreign)];
    return { answers, notices, error };
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

const tooLong = "PROMPT_TOO_LONG";

function portOf(ports: ReadonlyMap<string, BatchPort>, model: string): BatchPort {
  const port = ports.get(model);
  if (port === undefined) throw new Error(`${model} has no batch jobs`);
  return port;
}

const withoutResult = ({ model }: JobRow, foreign: number): CosmoError =>
  new CosmoError(
    "MODEL_SERVER_FAILED",
    `A batch job of ${model} ended without a result for a call${foreign === 0 ? "" : `, and with ${counted(foreign, "lines")} that are of none of its questions, or can't be read`}`,
    {
      hint: "Look at the job at the provider: whether its results have the same `custom_id` as its requests.",
      retryable: true,
    },
  );

const foreignLines = ({ model }: JobRow, { id }: BatchState, lines: number): string =>
  `${counted(lines, "lines")} of the results of the batch job ${id} of ${model} are of none of its questions, or can't be read: they are left out.`;

const strangeStatus = ({ model }: JobRow, { id, status }: BatchState): string =>
  `The batch job ${id} of ${model} is “${status}”, which says nothing to cosmo: it is waited for until it is completed, expired, cancelled or failed.`;

const jobRefused = (job: JobRow, { id, problem, isFull }: BatchState): CosmoError =>
  new CosmoError("MODEL_BATCH_FAILED", `The batch job ${id} of ${job.model} failed: ${problem}`, {
    hint: `${isFull ? `Set batch-requests of the model (language-model.batch-requests) in cosmo.yaml to fewer than ${job.requests}: the rest is submitted when those are answered` : "Correct what the provider says"}; the next \`cosmo run\` asks the same in a new job. Nothing of this one is counted as paid.`,
  });
