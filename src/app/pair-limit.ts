import { join } from "node:path";
import { writeFileDurably } from "../artifact/durable.ts";
import { readJsonFile } from "../artifact/read-json-file.ts";
import type { Configuration } from "./configuration.ts";

/** A number of pairs, or `all`: what `cosmo.yaml` says, which is all where it says nothing. */
export type PairLimit = number | "all";

const fileIn = (dataFolder: string): string => join(dataFolder, "pair-limit.json");

/**
 * The limit that a person gave to the last run by `--limit-pairs`. It holds until another is given, so
 * that a run which goes on after an interruption never asks about more than was meant.
 */
export async function readPairLimit(dataFolder: string): Promise<PairLimit> {
  const found = await readJsonFile<{ readonly limitPairs: PairLimit }>(fileIn(dataFolder), {
    hint: "Remove it and give `cosmo run` a --limit-pairs again.",
  });
  return found?.limitPairs ?? "all";
}

export function writePairLimit(dataFolder: string, limitPairs: PairLimit): Promise<void> {
  return writeFileDurably(fileIn(dataFolder), `${JSON.stringify({ limitPairs })}\n`);
}

export function withPairLimit(configuration: Configuration, limit: PairLimit): Configuration {
  if (limit === "all") return configuration;
  return { ...configuration, generation: { ...configuration.generation, limitPairs: limit } };
}
