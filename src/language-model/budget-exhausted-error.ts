import { CosmoError } from "../domain/cosmo-error.ts";
import { dollars } from "../text/dollars.ts";
import type { BudgetCaps } from "./budget-caps.ts";

/** Which cap was met, at what it stands, and what of it is spent; dollars, calls or minutes. */
export interface MetCap {
  readonly cap: keyof BudgetCaps;
  readonly limit: number;
  readonly spent: number;
  /** The most that the next call can cost in dollars. */
  readonly nextCostUsd: number;
  /** How many calls are to be submitted together, as batch jobs; absent: one call is to be made. */
  readonly nextCalls?: number;
}

export interface StoppedRun {
  /** Answers that are left to ask for at most; undefined: not known. */
  readonly left?: number | undefined;
  /** The command that goes on, without the cap: `cosmo run generate`. */
  readonly command?: string;
}

/** A cap of the run is met. Ends the run: it is no fault of the item that was asked about. */
export class BudgetExhaustedError extends CosmoError {
  readonly met: MetCap;

  constructor(met: MetCap, { left, command = "cosmo run" }: StoppedRun = {}) {
    const rest =
      left === undefined
        ? ""
        : `; at most ${left.toLocaleString("en-US")} answers are left to ask for`;
    super("BUDGET_EXHAUSTED", `${told(met)}${rest}`, {
      hint: `Every answer is kept. Go on with \`${command} ${raised(met)}\`.`,
      exitCode: 3,
    });
    this.met = met;
  }
}

function told({ cap, limit, spent, nextCostUsd, nextCalls }: MetCap): string {
  const number = (value: number): string =>
    value.toLocaleString("en-US", { maximumFractionDigits: 1 });
  const next = nextCalls === undefined ? "" : `${number(nextCalls)} calls of batch jobs`;
  if (cap === "maxCalls") {
    const more = next && `, and ${next} are to be submitted together`;
    return `This run has made ${number(spent)} of ${number(limit)} calls${more}`;
  }
  if (cap === "maxMinutes") {
    return `This run has taken ${number(spent)} of ${number(limit)} minutes`;
  }
  return `This run has spent ${dollars(spent)} of ${dollars(limit)}, and ${next || "the next call"} can cost ${dollars(nextCostUsd)}`;
}

/** Twice as much, or more where the next call would not fit even then. */
function raised({ cap, limit, spent, nextCostUsd, nextCalls = 1 }: MetCap): string {
  if (cap === "maxCalls") return `--max-calls ${Math.max(2 * limit, 100, spent + nextCalls)}`;
  if (cap === "maxMinutes") return `--max-minutes ${Math.max(2 * limit, 1)}`;
  const enough = Math.max(2 * limit, spent + nextCostUsd);
  return `--max-cost ${(Math.ceil(enough * 100) / 100).toFixed(2)}`;
}
