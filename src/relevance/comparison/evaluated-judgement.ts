/** A judged pair of query and product that predictions are held against. */
export interface EvaluatedJudgement {
  readonly id: string;
  readonly query: string;
  /** Queries that say nearly the same share it: the bootstrap draws them together. */
  readonly group: string;
  readonly product: string;
  /** The place of its class among the classes. */
  readonly label: number;
  /** What it is worth to rank it high, 0 or more, where the judgements have grades. */
  readonly gain?: number;
  /** Names of what it belongs to, such as `broad` or `misspelt`. */
  readonly slices?: readonly string[];
}

export interface EvaluatedSet {
  readonly classes: readonly string[];
  readonly judgements: readonly EvaluatedJudgement[];
}

/** How many of the judgements are of each class, by its place. */
export function labelCounts(
  classes: number,
  judgements: readonly Pick<EvaluatedJudgement, "label">[],
): readonly number[] {
  const counts = Array.from({ length: classes }, () => 0);
  for (const { label } of judgements) counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

/** The place of the greatest; of equal ones the first. */
export const placeOfGreatest = (values: readonly number[]): number =>
  values.indexOf(Math.max(...values));

/** The slices that there are, by the alphabet. */
export const sliceNames = ({ judgements }: EvaluatedSet): readonly string[] =>
  [...new Set(judgements.flatMap(({ slices = [] }) => slices))].toSorted();
