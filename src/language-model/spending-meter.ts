import { dollars } from "../text/dollars.ts";
import type { CallTotals } from "./call-store.ts";

/** Counts what this process pays. The store's totals read every answer that was ever given. */
export interface SpendingMeter {
  /** For `record`. */
  readonly onRecorded: (cost: Omit<CallTotals, "calls">) => void;
  readonly spent: () => CallTotals;
}

export const spendingSince = (before: CallTotals, after: CallTotals): CallTotals => ({
  calls: after.calls - before.calls,
  inputTokens: after.inputTokens - before.inputTokens,
  outputTokens: after.outputTokens - before.outputTokens,
  costUsd: after.costUsd - before.costUsd,
});

/** What progress tells of it. */
export const spentNote = ({ calls, costUsd }: CallTotals): string =>
  `${calls} new calls${costUsd === 0 ? "" : `, ${dollars(costUsd)}`}`;

export function spendingMeter(): SpendingMeter {
  let [calls, inputTokens, outputTokens, costUsd] = [0, 0, 0, 0];
  return {
    onRecorded(cost) {
      calls++;
      inputTokens += cost.inputTokens;
      outputTokens += cost.outputTokens;
      costUsd += cost.costUsd;
    },
    spent: () => ({ calls, inputTokens, outputTokens, costUsd }),
  };
}
