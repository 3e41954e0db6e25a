import type { ClassCounts } from "../../statistics/class-scores.ts";
import type { GroupTallies } from "../../statistics/hierarchical-bootstrap.ts";
import { canBeRanked, ndcg } from "../../statistics/ndcg.ts";
import { sortedGroups } from "../../statistics/sorted-groups.ts";
import type { EvaluatedSet } from "./evaluated-judgement.ts";
import type { RelevanceRow, RelevanceRun } from "./relevance-row.ts";

/** Sums of a group: hits, predictions and truths of each class, then these. */
const sumsOfQueries = ["ndcg", "ndcgAt10", "queries"] as const;
const shortRanking = 10;

/** Places of judgements that the bootstrap draws together, and those of them that a query ranks. */
export interface DrawnGroup {
  readonly places: readonly number[];
  /** Places of each query whose products are not all worth the same. */
  readonly rankings: readonly (readonly number[])[];
}

/** The judgements of a slice, or all, by query group, in the order of their names. */
export function drawnGroups({ judgements }: EvaluatedSet, slice?: string): readonly DrawnGroup[] {
  const places = [...judgements.keys()].filter(
    (place) => slice === undefined || judgements[place]?.slices?.includes(slice) === true,
  );
  const gainOf = (place: number): number => judgements[place]?.gain ?? 0;
  return sortedGroups(places, (place) => judgements[place]?.group ?? "").map(([, own]) => ({
    places: own,
    rankings: sortedGroups(own, (place) => judgements[place]?.query ?? "")
      .map(([, ranked]) => ranked)
      .filter((ranked) => canBeRanked(ranked.map(gainOf))),
  }));
}

/** What each query group adds to the sums of a row, run by run. */
export function rowTallies(
  set: EvaluatedSet,
  groups: readonly DrawnGroup[],
  row: RelevanceRow,
): GroupTallies {
  const width = 3 * set.classes.length + sumsOfQueries.length;
  return { width, runs: row.runs.map((run) => runTallies(set, groups, run, width)) };
}

function runTallies(
  { classes, judgements }: EvaluatedSet,
  groups: readonly DrawnGroup[],
  { predicted, scores }: RelevanceRun,
  width: number,
): Float64Array {
  const tallies = new Float64Array(groups.length * width);
  const add = (place: number, amount: number): void => {
    tallies[place] = (tallies[place] as number) + amount;
  };
  for (const [index, { places, rankings }] of groups.entries()) {
    const start = index * width;
    for (const place of places) {
      const [own, said] = [judgements[place]?.label ?? 0, predicted[place] ?? 0];
      if (own === said) add(start + own, 1);
      add(start + classes.length + said, 1);
      add(start + 2 * classes.length + own, 1);
    }
    if (scores === undefined) continue;
    for (const ranking of rankings) {
      const items = ranking.map((place) => ({
        score: scores[place] ?? 0,
        gain: judgements[place]?.gain ?? 0,
      }));
      const behindClasses = start + 3 * classes.length;
      add(behindClasses, ndcg(items));
      add(behindClasses + 1, ndcg(items, shortRanking));
      add(behindClasses + 2, 1);
    }
  }
  return tallies;
}

/** Sums read back: counts of each class, and means over the queries; NaN where none was ranked. */
export function readSums(sums: Float64Array): {
  readonly counts: readonly ClassCounts[];
  readonly ndcg: number;
  readonly ndcgAt10: number;
} {
  const classes = (sums.length - sumsOfQueries.length) / 3;
  const at = (place: number): number => sums[place] ?? 0;
  const queries = at(3 * classes + 2);
  return {
    counts: Array.from({ length: classes }, (_, own) => ({
      hits: at(own),
      predicted: at(classes + own),
      truth: at(2 * classes + own),
    })),
    ndcg: at(3 * classes) / queries,
    ndcgAt10: at(3 * classes + 1) / queries,
  };
}
