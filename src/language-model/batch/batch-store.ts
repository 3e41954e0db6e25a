import type { CosmoError } from "../../domain/cosmo-error.ts";
import { openStateDatabase } from "../../state/open-state-database.ts";
import type { GenerateRequest } from "../language-model.ts";
import type { BatchState } from "./batch-api.ts";
import { batchMigrations } from "./batch-migrations.ts";

/** A request that is to go into a job. */
export interface GatheredRequest {
  /** Id of the call. */
  readonly call: string;
  /** Id of the model. */
  readonly model: string;
  readonly request: GenerateRequest;
  /** The most that it can cost, in billionths of a dollar. */
  readonly cost: number;
}

export interface JobRow {
  /** What it is known by here. */
  readonly token: string;
  /** Id of the model. */
  readonly model: string;
  /** What the provider calls it; null: whether it was submitted is not known yet. */
  readonly batch: string | null;
  /** Its uploaded requests at the provider; null: it was surely not submitted. */
  readonly inputFile: string | null;
  /** As the provider says; `intended` before that. */
  readonly status: string;
  readonly requests: number;
  readonly answered: number;
  readonly failed: number;
  /** Milliseconds since 1970 UTC. */
  readonly intendedAt: number;
  readonly submittedAt: number | null;
  readonly checkedAt: number | null;
  /** 1: the provider did not know it when it was last asked. */
  readonly isUnknown: 0 | 1;
}

/** Why a call has no answer yet. */
export interface FailedCall extends Pick<CosmoError, "code" | "message" | "hint"> {
  readonly call: string;
}

export interface FailureRow extends FailedCall {
  /** In how many jobs it failed. */
  readonly tries: number;
}

/**
 * Batch jobs and what they ask, durably on disk when a function returns.
 * @throws CosmoError what StateDatabase throws, from every function
 */
export interface BatchStore {
  /** Keeps a request for the next job; one that is gathered or in an open job is left alone. Written with others, soon. */
  gather(request: GatheredRequest): void;
  /** In the order of gathering. */
  gathered(): IterableIterator<GatheredRequest>;
  /** Forgets what is in no job. */
  clearGathered(): void;
  /** Whether an open job asks it. */
  isInJob(call: string): boolean;
  /** All that open jobs ask, and the most that it can cost, in billionths of a dollar. */
  inJobs(): { readonly calls: number; readonly cost: number };
  /** Puts gathered requests into new jobs, of which nothing is submitted yet. */
  intend(
    jobs: readonly (Pick<JobRow, "token" | "model" | "intendedAt"> & {
      readonly calls: readonly string[];
    })[],
  ): void;
  uploaded(token: string, file: string): void;
  /** @param at milliseconds since 1970 UTC */
  submitted(token: string, state: BatchState, at: number): void;
  checked(token: string, state: BatchState, at: number): void;
  /** The provider does not know the job, or its results. */
  markUnknown(token: string): void;
  requestsOf(token: string): readonly GatheredRequest[];
  /** A job has come to its end: its requests are free, and what failed is remembered with one more try. */
  end(token: string, failed: readonly FailedCall[]): void;
  /** Jobs that have not come to their end, the first one first. */
  openJobs(): readonly JobRow[];
  /** Whether there was such a job, open or not. */
  hasJob(token: string): boolean;
  failureOf(call: string): FailureRow | undefined;
  forgetFailure(call: string): void;
  forgetFailures(): void;
  /**
   * Forgets what failed in so many jobs, but for what failed with one of these codes.
   * @returns how many calls that were
   */
  forgetExhausted(tries: number, except: readonly string[]): number;
  close(): void;
}

interface StoredRequest extends Omit<GatheredRequest, "request"> {
  readonly place: number;
  readonly request: string;
}

const writtenAtOnce = 500;

const requestOf = ({ call, model, cost, request }: StoredRequest): GatheredRequest => ({
  ...{ call, model, cost },
  request: JSON.parse(request),
});

/** Opens batches.db and makes it where it is missing. */
export function openBatchStore(file: string): BatchStore {
  const database = openStateDatabase(file, { migrations: batchMigrations, synchronous: "full" });
  const columns = "rowid AS place, call, model, cost, request";
  const add = database.prepare(
    "INSERT OR IGNORE INTO requests (call, model, cost, request) VALUES (?, ?, ?, ?)",
  );
  const page = database.prepare<StoredRequest>(
    `SELECT ${columns} FROM requests WHERE token IS NULL AND rowid > ? ORDER BY rowid LIMIT ${writtenAtOnce}`,
  );
  const clear = database.prepare("DELETE FROM requests WHERE token IS NULL");
  const inJob = database.prepare(
    "SELECT 1 FROM requests WHERE call = ? AND token IS NOT NULL LIMIT 1",
  );
  const inJobs = database.prepare<{ calls: number; cost: number }>(
    "SELECT count(*) AS calls, total(cost) AS cost FROM requests WHERE token IS NOT NULL",
  );
  const addJob = database.prepare(
    "INSERT INTO jobs (token, model, status, requests, intended_at) VALUES (?, ?, 'intended', ?, ?)",
  );
  const take = database.prepare("UPDATE requests SET token = ? WHERE call = ? AND token IS NULL");
  const setFile = database.prepare("UPDATE jobs SET input_file = ? WHERE token = ?");
  const setBatch = database.prepare("UPDATE jobs SET batch = ?, submitted_at = ? WHERE token = ?");
  const setState = database.prepare(
    "UPDATE jobs SET status = ?, answered = ?, failed = ?, checked_at = ?, is_unknown = 0 WHERE token = ?",
  );
  const setUnknown = database.prepare("UPDATE jobs SET is_unknown = 1 WHERE token = ?");
  const ofJob = database.prepare<StoredRequest>(
    `SELECT ${columns} FROM requests WHERE token = ? ORDER BY rowid`,
  );
  const free = database.prepare("DELETE FROM requests WHERE token = ?");
  const shut = database.prepare("UPDATE jobs SET is_open = 0 WHERE token = ?");
  const fail = database.prepare(
    `INSERT INTO failures (call, tries, code, message, hint) VALUES (?, 1, ?, ?, ?)
     ON CONFLICT (call) DO UPDATE SET tries = tries + 1, code = excluded.code,
       message = excluded.message, hint = excluded.hint`,
  );
  const open = database.prepare<JobRow>(
    `SELECT token, model, batch, input_file AS inputFile, status, requests, answered, failed,
       intended_at AS intendedAt, submitted_at AS submittedAt, checked_at AS checkedAt,
       is_unknown AS isUnknown
     FROM jobs WHERE is_open = 1 ORDER BY rowid`,
  );
  const job = database.prepare("SELECT 1 FROM jobs WHERE token = ? LIMIT 1");
  const failure = database.prepare<FailureRow>(
    "SELECT call, tries, code, message, hint FROM failures WHERE call = ?",
  );
  const forget = database.prepare("DELETE FROM failures WHERE call = ?");
  const forgetTried = database.prepare(
    "DELETE FROM failures WHERE tries >= ? AND code NOT IN (SELECT value FROM json_each(?))",
  );
  const forgetAll = database.prepare("DELETE FROM failures");

  const anyInJob = database.prepare("SELECT 1 FROM requests WHERE token IS NOT NULL LIMIT 1");

  /** Whether any is in an open job: as a rule none is, and each call of a run asks. */
  let hasAny = anyInJob.get() !== undefined;
  let waiting: GatheredRequest[] = [];
  const flush = (): void => {
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    database.transaction(() => {
      for (const { call, model, cost, request } of rows) {
        add.run(call, model, cost, JSON.stringify(request));
      }
    });
  };
  const setStateOf = (token: string, state: BatchState, at: number): void =>
    void setState.run(state.status, state.answered, state.failed, at, token);

  return {
    gather(request) {
      waiting.push(request);
      if (waiting.length >= writtenAtOnce) flush();
    },
    *gathered() {
      flush();
      for (let place = 0; ; ) {
        const rows = page.all(place);
        for (const row of rows) yield requestOf(row);
        const last = rows.at(-1);
        if (last === undefined) return;
        place = last.place;
      }
    },
    clearGathered() {
      waiting = [];
      clear.run();
    },
    isInJob: (call) => hasAny && inJob.get(call) !== undefined,
    inJobs: () => inJobs.get() ?? { calls: 0, cost: 0 },
    intend(jobs) {
      hasAny = true;
      database.transaction(() => {
        for (const { token, model, intendedAt, calls } of jobs) {
          addJob.run(token, model, calls.length, intendedAt);
          for (const call of calls) take.run(token, call);
        }
      });
    },
    uploaded: (token, inputFile) => void setFile.run(inputFile, token),
    submitted: (token, state, at) =>
      database.transaction(() => {
        setBatch.run(state.id, at, token);
        setStateOf(token, state, at);
      }),
    checked: setStateOf,
    markUnknown: (token) => void setUnknown.run(token),
    requestsOf: (token) => ofJob.all(token).map(requestOf),
    end(token, failed) {
      database.transaction(() => {
        free.run(token);
        shut.run(token);
        for (const { call, code, message, hint } of failed) fail.run(call, code, message, hint);
      });
      hasAny = anyInJob.get() !== undefined;
    },
    openJobs: () => open.all(),
    hasJob: (token) => job.get(token) !== undefined,
    failureOf: (call) => failure.get(call),
    forgetFailure: (call) => void forget.run(call),
    forgetFailures: () => void forgetAll.run(),
    forgetExhausted: (tries, except) => forgetTried.run(tries, JSON.stringify(except)),
    close: () => database.close(),
  };
}
