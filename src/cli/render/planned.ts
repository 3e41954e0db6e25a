import type { RunResult } from "../../app/run.ts";
import { counted } from "../../text/counted.ts";
import { dollars } from "../../text/dollars.ts";
import { textTable } from "./text-table.ts";

/** What was planned beside what was asked; a line where nothing was. */
export function renderPlanned(
  { planned, asked, coreSeconds }: Pick<RunResult, "planned" | "asked" | "coreSeconds">,
  columns: number,
): readonly string[] {
  const here =
    coreSeconds < 1
      ? []
      : [`Models on this machine took ${counted(Math.round(coreSeconds), "core-seconds")}.`];
  if (planned === null) {
    return [`Asked the language model ${counted(asked.calls, "new questions")}.`, ...here];
  }
  const { costUsd } = planned;
  const plannedCost =
    costUsd === null
      ? "unknown"
      : `${dollars(costUsd.expected)} (${dollars(costUsd.low)} to ${dollars(costUsd.high)})`;
  const spent = costUsd === null ? "unknown" : dollars(asked.costUsd);
  const isFree = costUsd?.high === 0 && asked.costUsd === 0;
  const rows = [
    ["planned", planned.calls, planned.inputTokens, planned.outputTokens, plannedCost],
    ["asked", asked.calls, asked.inputTokens, asked.outputTokens, spent],
  ].map((row) => (isFree ? row.slice(0, -1) : row));
  const head = ["language model", "questions", "tokens in", "tokens out", "dollars"];
  return [textTable(isFree ? head.slice(0, -1) : head, rows, { width: columns }), ...here];
}
