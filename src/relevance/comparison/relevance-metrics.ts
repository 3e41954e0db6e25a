import { classScore, macroF1Among, microF1 } from "../../statistics/class-scores.ts";
import { readSums } from "./row-tallies.ts";

/** `ndcgAt10` counts the first ten places of each query alone. */
export const relevanceMetrics = ["macroF1", "microF1", "ndcg", "ndcgAt10"] as const;
export type RelevanceMetric = (typeof relevanceMetrics)[number];

export const classMetrics = ["precision", "recall", "f1"] as const;
export type ClassMetric = (typeof classMetrics)[number];

/** The metrics of a row's sums in the order of `relevanceMetrics`; macro F1 over the classes that the whole row meets. */
export function metricsOfSums(sums: Float64Array, whole: Float64Array): readonly number[] {
  const { counts, ndcg, ndcgAt10 } = readSums(sums);
  return [macroF1Among(counts, readSums(whole).counts), microF1(counts), ndcg, ndcgAt10];
}

/** The same, then `classMetrics` of the first class, of the second, and so on. */
export function allMetricsOfSums(sums: Float64Array, whole: Float64Array): readonly number[] {
  const scores = readSums(sums).counts.map(classScore);
  return [
    ...metricsOfSums(sums, whole),
    ...scores.flatMap((score) => classMetrics.map((metric) => score[metric])),
  ];
}
