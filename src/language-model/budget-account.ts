import type { BudgetCaps } from "./budget-caps.ts";
import { BudgetExhaustedError } from "./budget-exhausted-error.ts";
import {
  type AccountRow,
  type BudgetStore,
  type HeldCall,
  type Outcome,
  type ReservationRow,
  refused,
} from "./budget-store.ts";
import { fromNanoDollars, nanoDollars } from "./nano-dollars.ts";
import type { Sleep } from "./sleep.ts";

/** Room for one call under the caps, held until the call has ended. */
export interface Reservation {
  /**
   * Writes down that the call is about to be made: it may be made when that is done.
   * @throws BudgetExhaustedError where the time is over by now, or the signal's reason
   */
  send(call: string, signal: AbortSignal): Promise<void>;
  readonly isSent: boolean;
  /** Gives the room back, once. What was never sent has cost nothing, whatever is said. */
  settle(outcome: Outcome): void;
}

export interface WantedRoom {
  /** The most that the call can cost, in billionths of a dollar. */
  readonly cost: number;
  readonly signal: AbortSignal;
  /** Told, with the reason, where the run is stopped before the call was sent. */
  readonly onStopped: (reason: BudgetExhaustedError) => void;
}

/** What one run may spend and has spent. */
export interface BudgetAccount {
  /** From now on calls go on this account, and the time of the run counts. */
  begin(account: AccountRow): void;
  /** Writes down how long the run took. */
  end(): void;
  /**
   * Waits, first come, first served, until the call fits beside what is spent and set aside. Once a call
   * has not fit with none in flight, or the time was over, all are refused.
   *
   * @throws BudgetExhaustedError, or the signal's reason as soon as it aborts
   */
  reserve(wanted: WantedRoom): Promise<Reservation>;
  /** Calls that were made and have not ended. */
  readonly inFlight: number;
  /** Resolves when each call that was made has ended. */
  drained(): Promise<void>;
  /**
   * Holds room for the calls of batch jobs, on disk until the jobs have ended. While no other call is in flight.
   * @throws BudgetExhaustedError where all together do not fit, or the time is over; nothing is held then
   */
  hold(held: readonly HeldCall[]): void;
}

export interface BudgetAccountOptions {
  readonly store: Pick<BudgetStore, "reserve" | "settle" | "setTime" | "hold">;
  /** Milliseconds since 1970 UTC. */
  readonly clock: () => number;
  readonly sleep: Sleep;
}

/** Timers of Node take no longer time. */
const longestSleepMs = 2 ** 31 - 1;

export function budgetAccount(options: BudgetAccountOptions): BudgetAccount {
  let run: BudgetedRun | undefined;
  return {
    begin(account) {
      run?.end();
      run = budgetedRun(account, options);
    },
    end() {
      run?.end();
      run = undefined;
    },
    async reserve(wanted) {
      if (run === undefined) throw new Error("a model was asked outside of a run");
      return run.reserve(wanted);
    },
    hold(held) {
      if (run === undefined) throw new Error("batch jobs were submitted outside of a run");
      run.hold(held);
    },
    get inFlight() {
      return run?.inFlight ?? 0;
    },
    drained: async () => run?.drained(),
  };
}

interface BudgetedRun extends Omit<BudgetAccount, "begin"> {}

interface Waiting extends WantedRoom {
  readonly enter: (reservation: Reservation) => void;
  readonly refuse: (reason: BudgetExhaustedError) => void;
}

function budgetedRun(
  account: AccountRow,
  { store, clock, sleep }: BudgetAccountOptions,
): BudgetedRun {
  const { maxCost, maxCalls, maxMinutes } = account.caps;
  const most = {
    cost: maxCost === null ? Number.POSITIVE_INFINITY : nanoDollars(maxCost),
    calls: maxCalls ?? Number.POSITIVE_INFINITY,
    milliseconds: maxMinutes === null ? Number.POSITIVE_INFINITY : maxMinutes * 60_000,
  };
  const startedAt = clock();
  // What is held for batch jobs comes back in a later run at the soonest.
  const spent = {
    cost: account.cost + account.reservedCost,
    calls: account.calls + account.reservedCalls,
  };
  const reserved = { cost: 0, calls: 0 };
  // A set keeps the order of asking and lets one who gave up leave from the middle.
  const waiting = new Set<Waiting>();
  const unsent = new Set<WantedRoom>();
  let onDrained: (() => void)[] = [];
  const ended = new AbortController();
  let stopped: BudgetExhaustedError | undefined;

  /** Of those that are let in, the ones that were made. */
  const inFlight = (): number => reserved.calls - unsent.size;
  const milliseconds = (): number => account.milliseconds + Math.max(0, clock() - startedAt);

  const fitsCost = (cost: number): boolean => spent.cost + reserved.cost + cost <= most.cost;
  const fitsCalls = (calls = 1): boolean => spent.calls + reserved.calls + calls <= most.calls;

  const stop = (
    cap: keyof BudgetCaps,
    nextCost: number,
    nextCalls?: number,
  ): BudgetExhaustedError => {
    if (stopped !== undefined) return stopped;
    stopped = new BudgetExhaustedError({
      cap,
      limit: account.caps[cap] ?? 0,
      spent: {
        maxCost: fromNanoDollars(spent.cost),
        maxCalls: spent.calls,
        maxMinutes: milliseconds() / 60_000,
      }[cap],
      nextCostUsd: fromNanoDollars(nextCost),
      ...(nextCalls !== undefined && { nextCalls }),
    });
    const waited = [...waiting];
    waiting.clear();
    for (const { refuse } of waited) refuse(stopped);
    for (const { onStopped } of unsent) onStopped(stopped);
    return stopped;
  };
  const stopWhereTimeIsOver = (): void => {
    if (milliseconds() >= most.milliseconds) stop("maxMinutes", 0);
  };
  const watchTime = async (): Promise<void> => {
    while (milliseconds() < most.milliseconds) {
      const leftMs = Math.ceil(most.milliseconds - milliseconds());
      await sleep(Math.min(leftMs, longestSleepMs), ended.signal);
    }
    stopWhereTimeIsOver();
  };
  // Rejects at the end of the run.
  if (maxMinutes !== null) watchTime().catch(() => {});

  const take = (wanted: WantedRoom): Reservation => {
    const { cost } = wanted;
    const reservedAt = Math.floor(clock());
    let row: ReservationRow | undefined;
    let isSent = false;
    reserved.cost += cost;
    reserved.calls += 1;
    unsent.add(wanted);
    return {
      get isSent() {
        return isSent;
      },
      async send(call, signal) {
        stopWhereTimeIsOver();
        if (stopped !== undefined) throw stopped;
        row = await store.reserve({ account: account.id, call, reservedAt, cost });
        signal.throwIfAborted();
        unsent.delete(wanted);
        isSent = true;
      },
      settle(said) {
        const outcome: Outcome = isSent ? said : refused;
        unsent.delete(wanted);
        reserved.cost -= cost;
        reserved.calls -= 1;
        if (outcome.kind !== "refused") {
          spent.calls += 1;
          spent.cost += outcome.kind === "answered" ? outcome.cost : cost;
        }
        if (row !== undefined) store.settle(row, outcome, Math.ceil(milliseconds()));
        if (inFlight() === 0) {
          for (const drained of onDrained) drained();
          onDrained = [];
        }
        letIn();
      },
    };
  };

  const letIn = (): void => {
    for (const one of waiting) {
      if (fitsCost(one.cost) && fitsCalls()) {
        waiting.delete(one);
        one.enter(take(one));
      } else if (reserved.calls > 0) return;
      else stop(fitsCalls() ? "maxCost" : "maxCalls", one.cost);
    }
  };

  return {
    end() {
      ended.abort();
      store.setTime(account.id, Math.ceil(milliseconds()));
    },
    hold(held) {
      stopWhereTimeIsOver();
      if (stopped !== undefined) throw stopped;
      const cost = held.reduce((sum, call) => sum + call.cost, 0);
      if (!fitsCost(cost)) throw stop("maxCost", cost, held.length);
      if (!fitsCalls(held.length)) throw stop("maxCalls", cost, held.length);
      store.hold(account.id, Math.floor(clock()), held);
      spent.cost += cost;
      spent.calls += held.length;
    },
    get inFlight() {
      return inFlight();
    },
    drained: () =>
      new Promise((resolve) => {
        if (inFlight() === 0) resolve();
        else onDrained.push(resolve);
      }),
    reserve: (wanted) =>
      new Promise((resolve, reject) => {
        const { signal } = wanted;
        signal.throwIfAborted();
        stopWhereTimeIsOver();
        if (stopped !== undefined) throw stopped;
        const leave = () => signal.removeEventListener("abort", giveUp);
        const one: Waiting = {
          ...wanted,
          enter(reservation) {
            leave();
            resolve(reservation);
          },
          refuse(reason) {
            leave();
            reject(reason);
          },
        };
        const giveUp = () => {
          waiting.delete(one);
          reject(signal.reason);
          letIn();
        };
        waiting.add(one);
        signal.addEventListener("abort", giveUp, { once: true });
        letIn();
      }),
  };
}
