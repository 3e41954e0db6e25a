import { join } from "node:path";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import type { Configuration } from "./configuration.ts";

/** A number of heads, or `all`: what `cosmo.yaml` says, which is all where it says nothing. */
export type Limit = number | "all";

/** How many product types, queries and pairs are asked about; what has none is as `all`. */
export interface RunLimits {
  readonly limitTypes?: Limit | undefined;
  readonly limitQueries?: Limit | undefined;
  readonly limitPairs?: Limit | undefined;
}

export const limitNames = ["limitTypes", "limitQueries", "limitPairs"] as const;

const fileIn = (dataFolder: string): string => join(dataFolder, "run-limits.json");

/**
 * The limits that a person gave to earlier runs by `--limit-types` and its like. Each holds until another is
 * given, so that a run which goes on after an interruption never asks about more than was meant.
 */
export async function readRunLimits(dataFolder: string): Promise<RunLimits> {
  const found = await readJsonFile<RunLimits>(fileIn(dataFolder), {
    hint: "Remove it and give `cosmo run` its limits again.",
  });
  return found ?? {};
}

export function writeRunLimits(dataFolder: string, limits: RunLimits): Promise<void> {
  return writeFileDurably(fileIn(dataFolder), `${JSON.stringify(limits)}\n`);
}

/** Earlier limits, with those given now in their place. */
export const joinedLimits = (earlier: RunLimits, given: RunLimits): RunLimits =>
  Object.fromEntries(
    limitNames.flatMap((name) => {
      const limit = given[name] ?? earlier[name] ?? "all";
      return limit === "all" ? [] : [[name, limit]];
    }),
  );

export function withRunLimits(configuration: Configuration, limits: RunLimits): Configuration {
  const numbers = Object.entries(limits).filter(([, limit]) => limit !== "all");
  return {
    ...configuration,
    generation: { ...configuration.generation, ...Object.fromEntries(numbers) },
  };
}
