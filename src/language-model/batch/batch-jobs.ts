import { CosmoError } from "../../domain/cosmo-error.ts";
import { counted } from "../../text/counted.ts";
import type { BudgetAccount } from "../budget-account.ts";
import type { BudgetStore, Outcome } from "../budget-store.ts";
import type { CallStore, CallTotals } from "../call-store.ts";
import type { GenerateRequest } from "../language-model.ts";
import { nanoDollars } from "../nano-dollars.ts";
import type { Around } from "../wrap-model.ts";
import type { BatchApi, BatchResult, BatchState } from "./batch-api.ts";
import type { BatchStore, FailedCall, JobRow } from "./batch-store.ts";
import { splitIntoJobs } from "./split-into-jobs.ts";

/** A model whose calls may be in jobs. */
export interface BatchPort {
  readonly api: BatchApi;
  /** Whether its calls go into jobs. If not, those that are still going are cancelled. */
  readonly isOn: boolean;
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
   * @param giveUp whether jobs that the provider does not know are given up, as if they had cost the most
   * @throws CosmoError the first error that is of more than one item, when all else is taken in
   */
  collect(giveUp: boolean, signal: AbortSignal): Promise<Collected>;
  /**
   * Submits all that was gathered.
   * @returns how many requests that were
   * @throws BudgetExhaustedError before anything is submitted, where the most that all can cost does not fit
   */
  submit(signal: AbortSignal): Promise<number>;
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
            continue;
          }
          store.checked(job.token, state, Math.round(clock()));
          if (state.phase === "going") {
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
        } catch (error) {
          const isUnknown = error instanceof CosmoError && error.code === "MODEL_BATCH_UNKNOWN";
          if (!isUnknown) throw error;
          if (giveUp) end(job.token, requests(), presumed);
          else first ??= error;
        }
      }
      if (first !== undefined) throw first;
      return { answers, notices };
    },

    async submit(signal) {
      const jobs = splitIntoJobs(store.gathered(), (model) => portOf(ports, model).api).map(
        (job) => ({ ...job, token: newToken(), intendedAt: Math.round(clock()) }),
      );
      if (jobs.length === 0) return 0;
      account.hold(
        jobs.flatMap(({ token, calls: held }) =>
          held.map(({ call, cost }) => ({ job: token, call, cost })),
        ),
      );
      store.intend(
        jobs.map(({ calls: held, ...job }) => ({ ...job, calls: held.map(({ call }) => call) })),
      );
      let submitted = 0;
      for (const { token, model } of jobs) {
        signal.throwIfAborted();
        const { api, around } = portOf(ports, model);
        const requests = store.requestsOf(token);
        const lines = requests.map(({ call, request }) => api.line(call, request));
        const file = await around((within) => api.upload(lines, within), signal);
        store.uploaded(token, file);
        const state = await api.submit(file, token, signal);
        store.submitted(token, state, Math.round(clock()));
        submitted += requests.length;
      }
      return submitted;
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

const jobRefused = (job: JobRow, { id, problem }: BatchState): CosmoError =>
  new CosmoError("MODEL_BATCH_FAILED", `The batch job ${id} of ${job.model} failed: ${problem}`, {
    hint: "Correct what the provider says; the next `cosmo run` asks the same in a new job. Nothing of this one is counted as paid.",
  });
