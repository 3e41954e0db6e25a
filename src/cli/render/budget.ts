import type { BudgetReport } from "../../app/run-budget.ts";
import { counted, formatNumber } from "../../text/counted.ts";
import { dollars } from "../../text/dollars.ts";
import { duration } from "../terminal-progress.ts";

/** What a run spent, each beside its cap: "$1.20 of $5.00, 310 calls, 4 of 30 minutes". */
export function renderBudget(report: BudgetReport): string {
  const { costUsd, presumedUsd, calls, presumedCalls, minutes } = report;
  const { maxCost, maxCalls, maxMinutes } = report;
  const cost = costUsd === null ? "price unknown" : dollars(costUsd);
  return [
    maxCost === null ? cost : `${cost} of ${dollars(maxCost)}`,
    maxCalls === null
      ? counted(calls, "calls")
      : `${formatNumber(calls)} of ${counted(maxCalls, "calls")}`,
    maxMinutes === null
      ? duration(60 * minutes)
      : `${formatNumber(rounded(minutes))} of ${counted(rounded(maxMinutes), "minutes")}`,
    ...(presumedCalls === 0
      ? []
      : [
          `of it presumed, for no answer came: ${counted(presumedCalls, "calls")}${presumedUsd ? `, ${dollars(presumedUsd)}` : ""}`,
        ]),
  ].join(", ");
}

const rounded = (minutes: number): number => Math.round(10 * minutes) / 10;
