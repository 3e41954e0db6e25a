import { openStateDatabase } from "../state/open-state-database.ts";
import type { BudgetCaps, SaidCaps } from "./budget-caps.ts";
import { budgetMigrations } from "./budget-migrations.ts";
import { groupedWrites } from "./grouped-writes.ts";

/** What a run is to do and may spend. */
export interface BudgetTerms {
  /** The last stage that the run is to do: it has not come to its end before. */
  readonly until: string;
  /** Caps that a person gave to this run; they go before those of the settings. */
  readonly said: SaidCaps;
  /** Caps that hold. */
  readonly caps: BudgetCaps;
}

/** What a run has spent so far. Money in billionths of a dollar. */
export interface AccountRow extends BudgetTerms {
  readonly id: number;
  /** The run has not come to its end. */
  readonly isOpen: boolean;
  /** What is counted, with what is presumed. */
  readonly cost: number;
  /** What may have been billed without an answer. */
  readonly presumedCost: number;
  readonly calls: number;
  readonly presumedCalls: number;
  readonly milliseconds: number;
  /** What is set aside for calls whose end is not known. */
  readonly reservedCost: number;
  readonly reservedCalls: number;
}

export interface ReservationRow {
  readonly id: number;
  readonly account: number;
  /** Id of the call. */
  readonly call: string;
  /** Milliseconds since 1970 UTC, before the call was made. */
  readonly reservedAt: number;
  /** The most that it can cost, in billionths of a dollar. */
  readonly cost: number;
}

/** Room for a call that a batch job asks; it is held until the job has ended. */
export interface HeldCall extends Pick<ReservationRow, "call" | "cost"> {
  /** The token of the job. */
  readonly job: string;
}

/** How a call ended. `presumed`: it may have been billed, and no answer came. */
export type Outcome =
  | { readonly kind: "answered"; readonly cost: number }
  | { readonly kind: "refused" }
  | { readonly kind: "presumed" };

export const refused: Outcome = { kind: "refused" };
export const presumed: Outcome = { kind: "presumed" };

/**
 * The accounts of runs, on disk: what is written survives the end of the process.
 * @throws CosmoError what StateDatabase throws, from every function
 */
export interface BudgetStore {
  /** The account of the last run. */
  latest(): AccountRow | undefined;
  /** Opens an account with nothing spent, and closes the one before. */
  open(terms: BudgetTerms): AccountRow;
  change(account: number, terms: BudgetTerms): void;
  close(account: number): void;
  /** Resolves when it is on disk. */
  reserve(reservation: Omit<ReservationRow, "id">): Promise<ReservationRow>;
  /**
   * Counts what a call cost and takes its reservation away, soon: until then it lies there unsettled.
   * @param milliseconds of the run so far
   */
  settle(reservation: ReservationRow, outcome: Outcome, milliseconds?: number): void;
  setTime(account: number, milliseconds: number): void;
  /** Sets aside what the calls of batch jobs can cost, all or none; a power cut does not take it back. */
  hold(account: number, reservedAt: number, held: readonly HeldCall[]): void;
  /** Counts what calls of a job cost. What is held no longer was counted before: it is left alone. */
  settleHeld(job: string, outcomes: readonly (readonly [call: string, outcome: Outcome])[]): void;
  /** The calls that are held, by job. */
  heldJobs(): readonly { readonly job: string; readonly calls: readonly string[] }[];
  /** What lies there unsettled, without what is held for jobs: of calls in flight, or of a run that was killed. */
  reservations(): readonly ReservationRow[];
  /** Writes what is left to write. What is settled later stays on disk as it was reserved. */
  closeFile(): void;
}

interface StoredAccount extends Omit<AccountRow, "isOpen" | "said" | "caps"> {
  readonly isOpen: 0 | 1;
  readonly said: string;
  readonly caps: string;
}

/** Opens budget.db and makes it where it is missing. */
export function openBudgetStore(file: string): BudgetStore {
  const database = openStateDatabase(file, { migrations: budgetMigrations, synchronous: "normal" });
  const last = database.prepare<StoredAccount>(
    `SELECT id, is_open AS isOpen, until, said, caps, accounts.cost, presumed_cost AS presumedCost,
       calls, presumed_calls AS presumedCalls, milliseconds,
       (SELECT total(cost) FROM reservations WHERE account = accounts.id) AS reservedCost,
       (SELECT count(*) FROM reservations WHERE account = accounts.id) AS reservedCalls
     FROM accounts ORDER BY id DESC LIMIT 1`,
  );
  const closeAll = database.prepare("UPDATE accounts SET is_open = 0 WHERE is_open = 1");
  const insert = database.prepare(
    "INSERT INTO accounts (is_open, until, said, caps) VALUES (1, ?, ?, ?)",
  );
  const update = database.prepare("UPDATE accounts SET until = ?, said = ?, caps = ? WHERE id = ?");
  const shut = database.prepare("UPDATE accounts SET is_open = 0 WHERE id = ?");
  const time = database.prepare("UPDATE accounts SET milliseconds = ? WHERE id = ?");
  const add = database.prepare<{ id: number }>(
    "INSERT INTO reservations (account, call, reserved_at, cost) VALUES (?, ?, ?, ?) RETURNING id",
  );
  const remove = database.prepare("DELETE FROM reservations WHERE id = ?");
  const count = database.prepare(
    `UPDATE accounts SET cost = cost + ?, presumed_cost = presumed_cost + ?, calls = calls + ?,
       presumed_calls = presumed_calls + ?, milliseconds = max(milliseconds, ?) WHERE id = ?`,
  );
  const unsettled = database.prepare<ReservationRow>(
    `SELECT id, account, call, reserved_at AS reservedAt, cost
     FROM reservations WHERE job IS NULL ORDER BY id`,
  );
  const addHeld = database.prepare(
    "INSERT INTO reservations (account, call, reserved_at, cost, job) VALUES (?, ?, ?, ?, ?)",
  );
  const removeHeld = database.prepare<Pick<ReservationRow, "account" | "cost">>(
    "DELETE FROM reservations WHERE job = ? AND call = ? RETURNING account, cost",
  );
  const heldCalls = database.prepare<Pick<HeldCall, "job" | "call">>(
    "SELECT job, call FROM reservations WHERE job IS NOT NULL ORDER BY id",
  );

  const latest = (): AccountRow | undefined => {
    const row = last.get();
    return (
      row && {
        ...row,
        isOpen: row.isOpen === 1,
        said: JSON.parse(row.said),
        caps: JSON.parse(row.caps),
      }
    );
  };
  const addUp = (account: number, cost: number, outcome: Outcome, milliseconds: number): void => {
    const presumed = outcome.kind === "presumed" ? cost : 0;
    const counted = outcome.kind === "answered" ? outcome.cost : presumed;
    const [calls, presumedCalls] = callsOf(outcome);
    count.run(counted, presumed, calls, presumedCalls, milliseconds, account);
  };
  const writes = groupedWrites((group) => database.transaction(group));
  const termsOf = ({ until, said, caps }: BudgetTerms) =>
    [until, JSON.stringify(said), JSON.stringify(caps)] as const;

  return {
    latest() {
      writes.flush();
      return latest();
    },
    open(terms) {
      writes.flush();
      return database.transaction(() => {
        closeAll.run();
        insert.run(...termsOf(terms));
        return latest() as AccountRow;
      });
    },
    change: (account, terms) => void update.run(...termsOf(terms), account),
    close: (account) => void shut.run(account),
    async reserve(reservation) {
      const { account, call, reservedAt, cost } = reservation;
      const row = writes.now(() => add.get(account, call, reservedAt, cost));
      if (row === undefined) throw new Error("SQLite did not return the row that it inserted");
      return { ...row, ...reservation };
    },
    settle: ({ id, account, cost }, outcome, milliseconds) =>
      writes.soon(() => {
        remove.run(id);
        addUp(account, cost, outcome, milliseconds ?? 0);
      }),
    hold(account, reservedAt, held) {
      // A job outlives a power cut, so what is held for it has to, too.
      database.execute("PRAGMA synchronous = full");
      try {
        database.transaction(() => {
          for (const { call, cost, job } of held) addHeld.run(account, call, reservedAt, cost, job);
        });
      } finally {
        database.execute("PRAGMA synchronous = normal");
      }
    },
    settleHeld: (job, outcomes) =>
      database.transaction(() => {
        for (const [call, outcome] of outcomes) {
          const row = removeHeld.get(job, call);
          if (row !== undefined) addUp(row.account, row.cost, outcome, 0);
        }
      }),
    heldJobs: () =>
      [...Map.groupBy(heldCalls.all(), ({ job }) => job)].map(([job, rows]) => ({
        job,
        calls: rows.map(({ call }) => call),
      })),
    setTime: (account, milliseconds) => void time.run(milliseconds, account),
    reservations() {
      writes.flush();
      return unsettled.all();
    },
    closeFile() {
      try {
        writes.flush();
      } finally {
        writes.close();
        database.close();
      }
    },
  };
}

const callsOf = ({ kind }: Outcome): readonly [calls: number, presumed: number] => {
  if (kind === "refused") return [0, 0];
  return kind === "presumed" ? [1, 1] : [1, 0];
};
