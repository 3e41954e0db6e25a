import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { CosmoError } from "../domain/cosmo-error.ts";
import { checkedLabel, type Label } from "./label.ts";

/** A line of a label file, read, or what is wrong with it. Lines count from 1. */
export type LabelLine =
  | { readonly line: number; readonly label: Label }
  | { readonly line: number; readonly problem: string };

/**
 * Reads a file of labels line by line, a JSON object each; empty lines are passed over.
 * @throws CosmoError LABELS_UNREADABLE
 */
export async function* readLabelLines(file: string): AsyncGenerator<LabelLine> {
  let line = 0;
  try {
    for await (const text of createInterface({ input: createReadStream(file) })) {
      line += 1;
      if (text.trim() !== "") yield { line, ...parseLabel(text) };
    }
  } catch (error) {
    throw new CosmoError("LABELS_UNREADABLE", `Cannot read ${file}: ${(error as Error).message}`, {
      hint: "Name a file of labels, such as samples/labels/sample-shop.jsonl.",
      cause: error,
      exitCode: 2,
    });
  }
}

/**
 * Reads a file of labels whole.
 * @throws CosmoError LABELS_UNREADABLE, LABEL_INVALID naming file and line
 */
export async function readLabels(file: string): Promise<readonly Label[]> {
  const labels: Label[] = [];
  for await (const line of readLabelLines(file)) {
    if ("label" in line) labels.push(line.label);
    else {
      throw new CosmoError("LABEL_INVALID", `${file}, line ${line.line}: ${line.problem}`, {
        hint: "Correct the line; samples/labels/README.md describes the fields.",
        exitCode: 2,
      });
    }
  }
  return labels;
}

function parseLabel(text: string): { readonly label: Label } | { readonly problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    return { problem: "is no JSON" };
  }
  return checkedLabel(content);
}
