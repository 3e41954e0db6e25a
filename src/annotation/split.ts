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

/** Deals claims out to the sides. */
export interface Splitter {
  /**
   * Takes a side as given: the claim's types and tail are that side's from now on.
   * @param tail null: it is of a closed list, which is known beforehand and stands on every side
   */
  keep(types: readonly string[], tail: string | null, split: Split): void;
  /** The side of a claim; null where its types or its tail stand on another one. */
  deal(types: readonly string[], tail: string | null): Split | null;
}

/**
 * Sides of claims such that no product type and no tail stands on two: a type is dealt out by its name, a
 * tail belongs to the side that has it first, and a claim of another side with that tail is on none (null).
 */
export function splitter(): Splitter {
  const splitOfTail = new Map<string, Split>();
  const keptTypes = new Map<string, Split>();
  const sideOf = (type: string): Split => keptTypes.get(normalForm(type)) ?? splitOfType(type);
  return {
    keep(types, tail, split) {
      for (const type of types) keptTypes.set(normalForm(type), split);
      if (tail !== null) splitOfTail.set(normalForm(tail), split);
    },
    deal(types, tail) {
      const [split, ...others] = new Set(types.map(sideOf));
      if (split === undefined || others.length > 0) return null;
      if (tail === null) return split;
      const form = normalForm(tail);
      const owner = splitOfTail.get(form) ?? split;
      splitOfTail.set(form, owner);
      return owner === split ? split : null;
    },
  };
}
