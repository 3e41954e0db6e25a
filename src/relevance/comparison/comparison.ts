import { type EvaluatedSet, sliceNames } from "./evaluated-judgement.ts";
import type { RelevanceMetric } from "./relevance-metrics.ts";

/** Two rows held against each other: `of` minus `against`. */
export interface Comparison {
  readonly of: string;
  readonly against: string;
  readonly metric: RelevanceMetric;
  /** Among the judgements of this slice alone; among all where it is not given. */
  readonly slice?: string;
}

/** The comparison among the judgements of each slice that there is, in the order of their names. */
export const slicedComparisons = (
  set: EvaluatedSet,
  comparison: Comparison,
): readonly Comparison[] => sliceNames(set).map((slice) => ({ ...comparison, slice }));

/** What is compared, said before anything is run. */
export interface ComparisonSettings {
  /** The one primary endpoint: it alone is not adjusted for the others. */
  readonly endpoint: Comparison;
  readonly others: readonly Comparison[];
  /** The least difference worth having, such as 0.01. */
  readonly worthwhile: number;
  readonly seed: number;
  /** How often query groups and seeds are drawn anew, at least. Default 2000. */
  readonly draws?: number;
}

const defaultDraws = 2000;
/** With these for each test, Holm's correction leaves a chance of 1 in 40 where no draw is on the other side. */
const drawsPerTest = 80;

/** As many as asked for, and enough for the least chance to survive its adjustment. */
export const drawsOf = ({ draws = defaultDraws, others }: ComparisonSettings): number =>
  Math.max(draws, drawsPerTest * others.length);
