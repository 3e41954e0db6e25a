import type { BudgetAccount, Reservation } from "./budget-account.ts";
import { type Outcome, presumed, refused } from "./budget-store.ts";
import { callIdOf } from "./call-identity.ts";
import type { GenerateRequest, Wrapper } from "./language-model.ts";
import { nanoDollars } from "./nano-dollars.ts";
import { isNotBilled } from "./not-billed.ts";
import { costOf, type Price } from "./prices/price.ts";
import { tokensAtMost } from "./prices/tokens-at-most.ts";
import { withGrace } from "./with-grace.ts";
import { withGenerate } from "./wrap-model.ts";

export interface BudgetOptions {
  readonly account: BudgetAccount;
  readonly price: Price;
  /** UTF-8 bytes that are sent with each request besides. Default: none. */
  readonly extraBytes?: number;
  /** So long a call that was made may go on when its signal aborts: its answer is paid for. Default: not at all. */
  readonly graceMs?: number;
}

export interface Budget {
  /**
   * Inside `retry`, so that each attempt is paid for by itself: holds the most that it can cost from before
   * it is made until its cost is known. What an answer cost is counted as it is, and nothing where the server
   * refused; where none came and it is not known whether it was billed, the most.
   */
  readonly reserving: Wrapper;
  /**
   * Innermost, behind the wait for a place at the server: writes what is held to the disk, for a call that is
   * made now. What only waited when the run was stopped or killed has cost nothing.
   */
  readonly sending: Wrapper;
}

/**
 * Keeps the calls of a run under its caps, with any number in flight.
 *
 * @throws BudgetExhaustedError (BUDGET_EXHAUSTED) where the next call does not fit
 * @example
 * compose(model, remember(…), retry(…), reserving, record(…), limit(…), sending)
 */
export function budget({ account, price, extraBytes, graceMs = 0 }: BudgetOptions): Budget {
  const held = new WeakMap<GenerateRequest, Reservation>();

  const reserving: Wrapper = (inner) =>
    withGenerate(inner, async (request, signal) => {
      const controller = new AbortController();
      const abort = () => controller.abort(signal.reason);
      const reservation = await account.reserve({
        cost: nanoDollars(costOf(price, tokensAtMost(request, extraBytes))),
        signal,
        onStopped: (reason) => controller.abort(reason),
      });
      signal.addEventListener("abort", abort, { once: true });
      if (signal.aborted) abort();
      // A request of its own, by which `sending` knows this attempt from others of the same words.
      const attempt = { ...request };
      held.set(attempt, reservation);
      let outcome: Outcome = presumed;
      try {
        const generation = await inner.generate(attempt, controller.signal);
        if (!reservation.isSent) throw new Error("`reserving` needs `sending` inside it");
        outcome = { kind: "answered", cost: nanoDollars(generation.costUsd) };
        return generation;
      } catch (error) {
        if (isNotBilled(error)) outcome = refused;
        throw error;
      } finally {
        signal.removeEventListener("abort", abort);
        reservation.settle(outcome);
      }
    });

  const sending: Wrapper = (inner) =>
    withGenerate(inner, async (request, signal) => {
      const reservation = held.get(request);
      if (reservation === undefined) throw new Error("`sending` needs `reserving` around it");
      await reservation.send(callIdOf(inner.id, request), signal);
      return graceMs === 0
        ? inner.generate(request, signal)
        : withGrace(signal, graceMs, (lasting) => inner.generate(request, lasting));
    });

  return { reserving, sending };
}
