import { comparedShares, comparedUnits } from "../statistics/compared-shares.ts";
import type { GroupOf } from "../statistics/connected-groups.ts";
import { type Figure, shareFigure, type Trials } from "../statistics/figure.ts";
import type { HeadCounts, HeadKind } from "./head-counts.ts";

/** Figures of a set of heads; null where there is nothing to take a share of. */
interface GraphFigures {
  /** Share of the edges that state a fact of their head. */
  readonly precision: Figure | null;
  /** Share of the facts of the asked heads that an edge of the head states. */
  readonly recall: Figure | null;
  /** The same of all heads of the shop, asked or not. */
  readonly recallAllHeads: Figure | null;
  readonly edges: number;
  readonly heads: { readonly withEdges: number; readonly asked: number; readonly all: number };
  /** Pairs of head and fact. */
  readonly facts: { readonly asked: number; readonly all: number };
}

export interface GraphRow extends GraphFigures {
  /** Such as `published` or `shuffled-needs`. */
  readonly id: string;
  readonly byHeadKind: Readonly<Record<HeadKind, GraphFigures>>;
}

/**
 * One graph's row of the report. Intervals: bootstrap over groups of heads that hang together.
 *
 * @param groupOf as `connectedHeads` gives it
 */
export const graphRow = (
  id: string,
  counts: readonly HeadCounts[],
  seed: number,
  groupOf: GroupOf = alone,
): GraphRow => ({
  id,
  ...figuresOf(counts, seed, groupOf),
  byHeadKind: {
    product: figuresOf(
      counts.filter(({ kind }) => kind === "product"),
      seed,
      groupOf,
    ),
    query: figuresOf(
      counts.filter(({ kind }) => kind === "query"),
      seed,
      groupOf,
    ),
  },
});

const measures = ["precision", "recall", "recallAllHeads"] as const;
type GraphMeasure = (typeof measures)[number];

const noTrials: Trials = { hits: 0, trials: 0 };

const alone: GroupOf = (head) => head;

/** What each group of heads adds to a measure, by its name, in the order in which they come. */
function trialsByGroup(
  measure: GraphMeasure,
  counts: readonly HeadCounts[],
  groupOf: GroupOf,
): ReadonlyMap<string, Trials> {
  const groups = new Map<string, Trials>();
  for (const one of counts) {
    const before = groups.get(groupOf(one.head)) ?? noTrials;
    const { hits, trials } = trialsOf(measure, one);
    groups.set(groupOf(one.head), { hits: before.hits + hits, trials: before.trials + trials });
  }
  return groups;
}

/** What one head adds to a measure. */
function trialsOf(measure: GraphMeasure, counts: HeadCounts): Trials {
  const { asked, edges, trueEdges, facts, statedFacts } = counts;
  if (measure === "precision") return { hits: trueEdges, trials: edges };
  const counted = measure === "recall" ? asked === true : asked !== null;
  return counted ? { hits: statedFacts, trials: facts } : noTrials;
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

function figuresOf(counts: readonly HeadCounts[], seed: number, groupOf: GroupOf): GraphFigures {
  const figure = (measure: GraphMeasure): Figure | null =>
    shareFigure([...trialsByGroup(measure, counts, groupOf).values()], seed);
  const all = counts.filter(({ asked }) => asked !== null);
  const asked = all.filter((one) => one.asked === true);
  return {
    precision: figure("precision"),
    recall: figure("recall"),
    recallAllHeads: figure("recallAllHeads"),
    edges: sum(counts.map(({ edges }) => edges)),
    heads: {
      withEdges: counts.filter(({ edges }) => edges > 0).length,
      asked: asked.length,
      all: all.length,
    },
    facts: {
      asked: sum(asked.map(({ facts }) => facts)),
      all: sum(all.map(({ facts }) => facts)),
    },
  };
}

/** How far one graph is above another; negative: below. */
export interface GraphDifference extends Readonly<Record<GraphMeasure, Figure | null>> {
  readonly of: string;
  readonly against: string;
}

/**
 * The difference of two graphs with its interval, by groups of heads drawn for both at once: narrower
 * than the two intervals let expect, since a hard head is hard for both.
 */
export function graphDifference(
  of: { readonly id: string; readonly counts: readonly HeadCounts[] },
  against: { readonly id: string; readonly counts: readonly HeadCounts[] },
  seed: number,
  groupOf: GroupOf = alone,
): GraphDifference {
  const figure = (measure: GraphMeasure): Figure | null =>
    comparedShares(
      comparedUnits(
        trialsByGroup(measure, of.counts, groupOf),
        trialsByGroup(measure, against.counts, groupOf),
      ),
      seed,
    );
  return {
    of: of.id,
    against: against.id,
    precision: figure("precision"),
    recall: figure("recall"),
    recallAllHeads: figure("recallAllHeads"),
  };
}
