/** How often a class was true, how often it was predicted, and how often both; weights are allowed. */
export interface ClassCounts {
  readonly hits: number;
  readonly predicted: number;
  readonly truth: number;
}

/** From 0 to 1 each. */
export interface ClassScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/**
 * Counts of each class, by its place.
 *
 * @param truth for each item the place of its class, `predicted` likewise
 * @throws RangeError where lengths differ or a place is none of `classes`
 */
export function classCounts(
  classes: number,
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
): readonly ClassCounts[] {
  if (truth.length !== predicted.length) {
    throw new RangeError(`expected ${truth.length} predictions, got ${predicted.length}`);
  }
  const counts = Array.from({ length: classes }, () => ({ hits: 0, predicted: 0, truth: 0 }));
  const of = (place: number | undefined) => {
    const found = place === undefined ? undefined : counts[place];
    if (found === undefined) throw new RangeError(`there is no class ${place} of ${classes}`);
    return found;
  };
  for (let item = 0; item < truth.length; item++) {
    const [own, said] = [of(truth[item]), of(predicted[item])];
    own.truth += 1;
    said.predicted += 1;
    if (own === said) own.hits += 1;
  }
  return counts;
}

/**
 * Precision, recall and their harmonic mean. As scikit-learn does it (`precision_recall_fscore_support`): a
 * precision of what was never predicted, a recall of what is never true, and an F1 of either, are 0.
 */
export const classScore = ({ hits, predicted, truth }: ClassCounts): ClassScore => ({
  precision: predicted === 0 ? 0 : hits / predicted,
  recall: truth === 0 ? 0 : hits / truth,
  f1: predicted + truth === 0 ? 0 : (2 * hits) / (predicted + truth),
});

/**
 * The plain mean of the F1 of classes. A class that is neither true nor predicted anywhere is not counted, one that
 * is only predicted counts as 0 (scikit-learn's `f1_score(average="macro")` without `labels`). NaN without items.
 */
export const macroF1 = (counts: readonly ClassCounts[]): number => meanOfMet(counts.map(metF1));

/**
 * The same of some of the items, over the classes that count among all of them: one that is never true among
 * the some has its F1 of all, or else the mean would be over fewer classes, the rarest left out.
 *
 * @param whole the counts among all items
 */
export const macroF1Among = (
  counts: readonly ClassCounts[],
  whole: readonly ClassCounts[],
): number =>
  meanOfMet(
    whole.map((all, place) => {
      const own = counts[place];
      return own === undefined || own.truth === 0 ? metF1(all) : classScore(own).f1;
    }),
  );

/** Undefined for a class that is neither true nor predicted. */
const metF1 = (counts: ClassCounts): number | undefined =>
  counts.truth + counts.predicted === 0 ? undefined : classScore(counts).f1;

function meanOfMet(scores: readonly (number | undefined)[]): number {
  const met = scores.filter((score) => score !== undefined);
  return met.reduce((sum, score) => sum + score, 0) / met.length;
}

/** F1 of all decisions at once: where each item has one class and one prediction, the share of right ones. */
export function microF1(counts: readonly ClassCounts[]): number {
  let [hits, predicted, truth] = [0, 0, 0];
  for (const one of counts) {
    hits += one.hits;
    predicted += one.predicted;
    truth += one.truth;
  }
  return (2 * hits) / (predicted + truth);
}
