import { readFile } from "node:fs/promises";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import type { LabelledPair } from "./matcher-quality.ts";
import { truthRelations } from "./truth.ts";

const text = z.string().min(1);

/** A line of a file of matches: a claimed tail, a fact, and whether the tail states the fact. */
const matchSchema = z.strictObject({
  tail: text,
  relation: text,
  /** The pair was judged with these wordings; the truth may have grown since. */
  fact: z.strictObject({ relation: z.enum(truthRelations), tails: z.array(text).min(1) }),
  match: z.boolean(),
  /** The answer of a second reading, which did not see the first. */
  again: z.boolean().optional(),
  half: z.enum(["calibration", "test"]),
  annotator: text,
  annotatorKind: z.enum(["person", "author", "model"]),
});

/**
 * Reads pairs of claim and fact that somebody judged, a JSON object a line.
 * @throws CosmoError MATCHES_INVALID naming file and line
 */
export async function readMatches(file: string): Promise<readonly LabelledPair[]> {
  const invalid = (place: string, problem: string, cause?: unknown): CosmoError =>
    new CosmoError("MATCHES_INVALID", `${place}: ${problem}`, {
      hint: "Correct the file; src/evaluation/read-matches.ts describes its fields.",
      cause,
      exitCode: 2,
    });
  const content = await readFile(file, "utf8").catch((error: unknown) => {
    throw invalid(file, error instanceof Error ? error.message : String(error), error);
  });
  return content
    .split("\n")
    .map((line, index) => ({ line, place: `${file}, line ${index + 1}` }))
    .filter(({ line }) => line.trim() !== "")
    .map(({ line, place }) => {
      try {
        return matchSchema.parse(JSON.parse(line));
      } catch (error) {
        const problem = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
        throw invalid(place, problem, error);
      }
    });
}
