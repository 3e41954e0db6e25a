import { editDistance } from "./edit-distance.ts";
import { normalForm } from "./normal-form.ts";

/**
 * How much two texts are the same letters, 0 to 1: one minus their edit distance over the length of
 * the longer one. Measured on normal forms, so that "a tent", "tents" and "Tent." are all one text.
 */
export function editSimilarity(a: string, b: string): number {
  const first = normalForm(a);
  const second = normalForm(b);
  const length = Math.max(first.length, second.length);
  return length === 0 ? 1 : 1 - editDistance(first, second) / length;
}
