import { join } from "node:path";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import type { Configuration } from "./configuration.ts";

/** A number of heads, or `all`: what `cosmo.yaml` says, which is all where it says nothing. */
export type Limit = number | "all";

/** How many product types, queries and pairs are to be asked about; what is left out stays as it was. */
export type RunLimits = Readonly<Partial<Record<LimitName, Limit | undefined>>>;

/** Those that hold; what is left out is as `cosmo.yaml` says. */
export type HoldingLimits = Readonly<Partial<Record<LimitName, number>>>;

export const limitNames = ["limitTypes", "limitQueries", "limitPairs"] as const;
export type LimitName = (typeof limitNames)[number];

const fileIn = (dataFolder: string): string => join(dataFolder, "run-limits.json");

/**
 * The limits that a person gave to earlier runs by `--limit-types` and its like. Each holds until another is
 * given, so that a run which goes on after an interruption never asks about more than was meant.
 */
export async function readRunLimits(dataFolder: string): Promise<HoldingLimits> {
  const found = await readJsonFile<HoldingLimits>(fileIn(dataFolder), {
    hint: "Remove it and give `cosmo run` its limits again.",
  });
  return found ?? {};
}

export function writeRunLimits(dataFolder: string, limits: HoldingLimits): Promise<void> {
  return writeFileDurably(fileIn(dataFolder), `${JSON.stringify(limits)}\n`);
}

/** Earlier limits, with those given now in their place. */
export const joinedLimits = (earlier: HoldingLimits, given: RunLimits): HoldingLimits =>
  Object.fromEntries(
    limitNames.flatMap((name) => {
      const limit = given[name] ?? earlier[name] ?? "all";
      return limit === "all" ? [] : [[name, limit]];
    }),
  );

export const withRunLimits = (
  configuration: Configuration,
  limits: HoldingLimits,
): Configuration => ({
  ...configuration,
  generation: { ...configuration.generation, ...limits },
});
