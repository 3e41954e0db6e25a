import type { CosmoError } from "../../domain/cosmo-error.ts";
import { type BudgetStore, type Outcome, presumed, refused } from "../budget-store.ts";
import type { CallStore, CallTotals } from "../call-store.ts";
import type { GenerateRequest } from "../language-model.ts";
import { nanoDollars } from "../nano-dollars.ts";
import type { BatchResult, BatchState } from "./batch-api.ts";
import type { BatchPort } from "./batch-port.ts";
import type { BatchStore, FailedCall, JobRow } from "./batch-store.ts";
import { foreignLines, jobRefused, withoutResult } from "./job-messages.ts";

export interface TakeInOptions {
  readonly store: Pick<BatchStore, "requestsOf">;
  readonly calls: Pick<CallStore, "get" | "record">;
  readonly budget: Pick<BudgetStore, "settleHeld">;
  /** Told of every answer that was written, with what it cost. */
  readonly onRecorded: (cost: Omit<CallTotals, "calls">) => void;
  /** Frees the calls of a job that have no result. */
  readonly end: (
    token: string,
    requests: Iterable<string>,
    outcome: Outcome,
    failed: readonly FailedCall[],
  ) => void;
}

export interface Collected {
  /** How many answers came. */
  readonly answers: number;
  /** What a person has to know of the jobs, as sentences. */
  readonly notices: readonly string[];
}

/** A job that was taken in; the error is the first of more than one item. */
export interface TakenIn extends Collected {
  readonly error: CosmoError | undefined;
}

/** Answers that are written together. */
const recordedAtOnce = 500;

const tooLong = "PROMPT_TOO_LONG";

/** Writes the results of a job that has ended or was refused, counts what they cost, and ends it here. */
export function takeInResults({
  store,
  calls,
  budget,
  onRecorded,
  end,
}: TakeInOptions): (
  job: JobRow,
  state: BatchState,
  port: BatchPort,
  signal: AbortSignal,
) => Promise<TakenIn> {
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

  return async (
    job: JobRow,
    state: BatchState,
    { api, around }: BatchPort,
    signal: AbortSignal,
  ): Promise<TakenIn> => {
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
}
