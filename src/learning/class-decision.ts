/** How much a class's rarity counts for it when one is decided for. */
export interface ClassDecision {
  /** Of each class among the examples, 0 to 1. */
  readonly shares: readonly number[];
  /** 0: the likeliest class is taken, which is right most often. 1: shares are taken out, so that rare classes are found too. */
  readonly power: number;
}

/** The class whose probability over its share to the power is greatest; of equal ones the first. */
export function decidedClass(
  probabilities: Float64Array,
  { shares, power }: ClassDecision,
): number {
  const raised = probabilities.map((one, own) => one / (shares[own] || 1) ** power);
  return raised.indexOf(Math.max(...raised));
}

const powers = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

/**
 * The decision whose quality is greatest on examples that the probabilities were not learnt from; of equal ones
 * that nearest to the likeliest class.
 *
 * @param quality of the classes decided for, one per example, such as their macro F1
 */
export function chooseDecision(
  held: readonly Float64Array[],
  targets: readonly number[],
  quality: (decided: readonly number[]) => number,
): ClassDecision {
  const shares = Array.from(
    held[0] ?? [],
    (_, own) => targets.filter((target) => target === own).length / targets.length,
  );
  let best = { shares, power: 0 };
  let most = Number.NEGATIVE_INFINITY;
  for (const power of powers) {
    const found = quality(
      held.map((probabilities) => decidedClass(probabilities, { shares, power })),
    );
    if (found > most) best = { shares, power };
    most = Math.max(most, found);
  }
  return best;
}
