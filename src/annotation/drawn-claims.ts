import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import { labelSchema } from "./label.ts";

/** A claim that was drawn to be labelled: a label without annotator and answers. */
const drawnClaimSchema = labelSchema.omit({
  ...{ annotator: true, annotatorKind: true, answers: true, comment: true },
});
export type DrawnClaim = z.infer<typeof drawnClaimSchema>;

/**
 * The claims that `draw-labels` drew, a JSON object a line, by the hash of what is shown of them.
 * @throws CosmoError LABELS_UNREADABLE, LABEL_INVALID naming file and line
 */
export async function readDrawnClaims(file: string): Promise<ReadonlyMap<string, DrawnClaim>> {
  const claims = new Map<string, DrawnClaim>();
  const text = await readFile(file, "utf8").catch((cause: Error) => {
    throw new CosmoError("LABELS_UNREADABLE", `Cannot read ${file}: ${cause.message}`, {
      hint: "Name the file that `draw-labels` wrote.",
      cause,
      exitCode: 2,
    });
  });
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const claim = parsed(line);
    if (claim === undefined) {
      throw new CosmoError("LABEL_INVALID", `${file}, line ${index + 1} is no drawn claim`, {
        hint: "Name the file as `draw-labels` wrote it, not the sheet that was filled in.",
        exitCode: 2,
      });
    }
    claims.set(claim.shown, claim);
  }
  return claims;
}

function parsed(line: string): DrawnClaim | undefined {
  try {
    return drawnClaimSchema.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
