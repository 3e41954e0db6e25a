import { type BudgetStore, presumed } from "./budget-store.ts";
import type { CallStore } from "./call-store.ts";
import { nanoDollars } from "./nano-dollars.ts";
import { isAnswer } from "./recorded-call.ts";

/**
 * Counts what a run that was killed has left set aside: what its call cost where the answer was
 * recorded, else the most that it can have cost. Not while another process asks.
 */
export function settleUnfinished(
  budget: Pick<BudgetStore, "reservations" | "settle">,
  calls: Pick<CallStore, "get">,
): void {
  const counted = new Set<string>();
  for (const reservation of budget.reservations()) {
    const answer = calls
      .get(reservation.call)
      .filter(isAnswer)
      .find(
        ({ id, attempt, startedAt }) =>
          startedAt >= reservation.reservedAt && !counted.has(`${id} ${attempt}`),
      );
    if (answer === undefined) {
      budget.settle(reservation, presumed);
      continue;
    }
    counted.add(`${answer.id} ${answer.attempt}`);
    budget.settle(reservation, { kind: "answered", cost: nanoDollars(answer.costUsd) });
  }
}
