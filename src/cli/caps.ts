import type { z } from "zod";
import type { RunOptions } from "../app/run-options.ts";
import type { OptionHelp } from "./command.ts";
import { countCapOption, numberCapOption } from "./options.ts";

/** What a command that asks a language model may spend. */
export const capOptions = {
  maxCost: numberCapOption.optional(),
  maxCalls: countCapOption.optional(),
  maxMinutes: numberCapOption.optional(),
};

export const capsHelp: readonly OptionHelp[] = [
  {
    flags: "--max-cost <usd>",
    summary: "stop before more dollars are spent than this; holds until it has come to its end",
  },
  { flags: "--max-calls <n>", summary: "stop after so many calls of the language model" },
  {
    flags: "--max-minutes <n>",
    summary: "begin no call after so long; `none` lifts any of the three",
  },
];

type CapOptions = {
  readonly [Name in keyof typeof capOptions]?: z.output<(typeof capOptions)[Name]>;
};

/** Those that were said. */
export const capsOf = ({
  maxCost,
  maxCalls,
  maxMinutes,
}: CapOptions): NonNullable<RunOptions["caps"]> => ({
  ...(maxCost !== undefined && { maxCost }),
  ...(maxCalls !== undefined && { maxCalls }),
  ...(maxMinutes !== undefined && { maxMinutes }),
});
