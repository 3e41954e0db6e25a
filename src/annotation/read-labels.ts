import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { CosmoError } from "../domain/cosmo-error.ts";
import { type Label, labelSchema } from "./label.ts";

/**
 * Reads a file of labels, a JSON object a line.
 * @throws CosmoError LABELS_UNREADABLE, LABEL_INVALID naming file and line
 */
export async function readLabels(file: string): Promise<readonly Label[]> {
  const labels: Label[] = [];
  let number = 0;
  try {
    for await (const line of createInterface({ input: createReadStream(file) })) {
      number += 1;
      if (line.trim() !== "") labels.push(parseLabel(line, `${file}, line ${number}`));
    }
  } catch (error) {
    if (error instanceof CosmoError) throw error;
    throw new CosmoError("LABELS_UNREADABLE", `Cannot read ${file}: ${(error as Error).message}`, {
      hint: "Name a file of labels, such as samples/labels/sample-shop.jsonl.",
      cause: error,
      exitCode: 2,
    });
  }
  return labels;
}

function parseLabel(line: string, place: string): Label {
  const invalid = (problem: string, cause?: unknown): CosmoError =>
    new CosmoError("LABEL_INVALID", `${place}: ${problem}`, {
      hint: "Correct the line; samples/labels/README.md describes the fields.",
      cause,
      exitCode: 2,
    });
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch (error) {
    throw invalid("is no JSON", error);
  }
  const parsed = labelSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`${z.core.toDotPath(issue?.path ?? [])}: ${issue?.message ?? "not valid"}`);
}
