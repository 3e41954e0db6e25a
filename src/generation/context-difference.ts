import type { Random } from "../statistics/random.ts";

/** How much the contexts of those that have something differ from the contexts of the others. */
export interface ContextDifference {
  /** Jensen-Shannon divergence, each side weighted by its contexts, in natural logarithms. */
  readonly divergence: number;
  /** By how much that is more than the mean of what chance gives. */
  readonly excess: number;
  /** How often chance gives as much or more. */
  readonly probability: number;
}

export interface ChanceOptions {
  readonly random: Random;
  /** How often the attribute is dealt out anew, at most. */
  readonly draws: number;
}

/** So many draws that give as much as was seen are enough to know that it is nothing (Besag and Clifford 1991). */
const enough = 10;

/** Sums in another order differ in their last digits. */
const tolerance = 1e-9;

/**
 * Compares those that have something with the others by a permutation test: what is dealt out anew are the members, not
 * their contexts, so that one member with many contexts does not decide.
 *
 * @param contexts of each member, as numbers from 0, each at most once
 * @param has for each member whether it has what is looked at
 */
export function contextDifference(
  contexts: readonly (readonly number[])[],
  has: readonly boolean[],
  { random, draws }: ChanceOptions,
): ContextDifference {
  const totals: number[] = [];
  for (const context of contexts.flat()) totals[context] = (totals[context] ?? 0) + 1;
  const all = contexts.reduce((sum, own) => sum + own.length, 0);
  const held = has.filter(Boolean).length;
  // The smaller side is counted, the larger one is what is left.
  const counted = Math.min(held, has.length - held);
  const side = has.flatMap((own, member) => (own === (counted === held) ? [member] : []));
  if (all === 0 || counted === 0) return { divergence: 0, excess: 0, probability: 1 };
  const seen = new Int32Array(totals.length);
  const divergenceOf = (members: readonly number[]): number => {
    let ofSide = 0;
    for (const member of members) {
      for (const context of contexts[member] ?? []) {
        seen[context] = (seen[context] ?? 0) + 1;
        ofSide += 1;
      }
    }
    let sum = logarithmic(all) - logarithmic(ofSide) - logarithmic(all - ofSide);
    for (const member of members) {
      for (const context of contexts[member] ?? []) {
        const count = seen[context] ?? 0;
        if (count === 0) continue;
        const total = totals[context] ?? 0;
        sum += logarithmic(count) + logarithmic(total - count) - logarithmic(total);
        seen[context] = 0;
      }
    }
    return sum / all;
  };
  const divergence = divergenceOf(side);
  const order = contexts.map((_, member) => member);
  let reached = 0;
  let drawn = 0;
  let sum = 0;
  while (drawn < draws && reached < enough) {
    const chance = divergenceOf(dealt(order, counted, random));
    drawn += 1;
    sum += chance;
    if (chance >= divergence - tolerance) reached += 1;
  }
  return {
    divergence,
    excess: divergence - sum / drawn,
    probability: reached === enough ? reached / drawn : (1 + reached) / (1 + drawn),
  };
}

const logarithmic = (count: number): number => (count === 0 ? 0 : count * Math.log(count));

/** The first of the order after so many exchanges: so many members, each choice as likely as any. */
function dealt(order: number[], count: number, random: Random): readonly number[] {
  for (let place = 0; place < count; place++) {
    const other = place + random.integer(order.length - place);
    [order[place], order[other]] = [order[other] ?? 0, order[place] ?? 0];
  }
  return order.slice(0, count);
}
