import { basename, dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import { hashOf } from "../domain/hash.ts";
import { readYamlFile } from "../yaml-files/read-yaml-file.ts";
import { type Contradictions, contradictionsOf } from "./contradiction.ts";

/** The words that come with cosmo; an example for a file of one's own. */
export const seedContradictionsFile: string = fileURLToPath(
  new URL("./contradictions.yaml", import.meta.url),
);

const term = z.string().regex(/[\p{L}\p{N}]/u, "has neither letter nor digit");

const schema = z.strictObject({
  turningWords: z.array(term).default([]),
  contradictions: z.array(z.array(z.array(term).min(1)).min(2)),
});

export interface ContradictionsFile {
  /** Names the content, for recipes. */
  readonly id: string;
  readonly contradictions: Contradictions;
}

/** @throws CosmoError CONTRADICTIONS_INVALID with the place in the file */
export async function readContradictions(
  file: string = seedContradictionsFile,
): Promise<ContradictionsFile> {
  const invalid = (what: string, cause?: unknown): CosmoError =>
    new CosmoError("CONTRADICTIONS_INVALID", what, {
      hint: "Compare it with src/entailment/contradictions.yaml, which is a complete example.",
      cause,
      exitCode: 2,
    });
  const words = await readYamlFile(dirname(file), basename(file), schema, {
    missing: (path, cause) => invalid(`${path} can't be read`, cause),
    invalid: (place, problem, cause) => invalid(`${place}: ${problem}`, cause),
  });
  return { id: hashOf(words).slice(0, 16), contradictions: contradictionsOf(words) };
}
