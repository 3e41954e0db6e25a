import { hashOf } from "../domain/hash.ts";
import { normalForm } from "../text/normal-form.ts";
import type { Split } from "./label.ts";

/** Of product types: what a critic learns from, is calibrated on, and is measured on. */
export const splitShares: readonly (readonly [Split, number])[] = [
  ["train", 0.6],
  ["calibration", 0.15],
  ["test", 0.25],
];

/** The side on which everything about a product type stands: the same for the same type, for ever. */
export function splitOfType(type: string): Split {
  const place = Number.parseInt(hashOf(["split", normalForm(type)]).slice(0, 8), 16) / 2 ** 32;
  let sum = 0;
  for (const [split, share] of splitShares) {
    sum += share;
    if (place < sum) return split;
  }
  return "test";
}

/** The side of a head with these product types; null where they stand on different ones. */
function splitOfTypes(types: readonly string[]): Split | null {
  const [split, ...others] = new Set(types.map(splitOfType));
  return split === undefined || others.length > 0 ? null : split;
}

/**
 * Sides of claims such that no product type and no tail stands on two: a tail belongs to the side that
 * has it first, and a claim of another side with that tail is on none (null).
 */
export function splitter(): (types: readonly string[], tail: string) => Split | null {
  const splitOfTail = new Map<string, Split>();
  return (types, tail) => {
    const split = splitOfTypes(types);
    if (split === null) return null;
    const form = normalForm(tail);
    const owner = splitOfTail.get(form) ?? split;
    splitOfTail.set(form, owner);
    return owner === split ? split : null;
  };
}
