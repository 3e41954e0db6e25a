import type { Assertion } from "../domain/tables/graph.ts";
import type { GroupOf } from "../statistics/connected-groups.ts";
import { type Figure, shareFigure, type Trials } from "../statistics/figure.ts";
import { sortedGroups } from "../statistics/sorted-groups.ts";
import type { FactMatcher } from "./fact-matcher.ts";
import type { HeadFacts, PairFacts } from "./head-facts.ts";

/** An assertion about a pair with the wording of its node. */
export interface JudgedAssertion extends Pick<Assertion, "relation"> {
  readonly headA: string;
  readonly headB: string;
  readonly tail: string;
}

export interface AssertionRow {
  readonly id: string;
  readonly assertions: number;
  /** Share of the assertions whose two heads have a need in common: how good the pairs are. */
  readonly sharesNeed: Figure | null;
  /** Share of the assertions that state a fact of their pair. */
  readonly precision: Figure | null;
}

export interface AssertionReportInput {
  readonly id: string;
  readonly assertions: readonly JudgedAssertion[];
  readonly facts: HeadFacts;
  readonly matcher: FactMatcher;
  readonly seed: number;
  /** As `connectedHeads` gives it. */
  readonly groupOf: GroupOf;
}

/**
 * Holds assertions against the facts of their pairs. Intervals: bootstrap over groups of heads, whose
 * pairs hang together; figures are null without assertions.
 */
export async function assertionRow(
  { id, assertions, facts, matcher, seed, groupOf }: AssertionReportInput,
  signal: AbortSignal,
): Promise<AssertionRow> {
  const pairs = new Map<string, PairFacts>();
  const texts = new Set<string>();
  for (const assertion of assertions) {
    const { headA, headB, tail } = assertion;
    const pair = pairs.get(pairKey(assertion)) ?? facts.ofPair(headA, headB);
    pairs.set(pairKey(assertion), pair);
    if (pair.facts.length > 0) texts.add(tail);
  }
  for (const pair of pairs.values()) {
    for (const { tails } of pair.facts) for (const tail of tails) texts.add(tail);
  }
  await matcher.prepare(texts, signal);

  const byGroup = sortedGroups(assertions, ({ headA }) => groupOf(headA)).map(([, own]) => own);
  const figure = (holds: (assertion: JudgedAssertion, pair: PairFacts) => boolean): Figure | null =>
    shareFigure(
      byGroup.map((own): Trials => {
        const hits = own.filter((one) => holds(one, pairs.get(pairKey(one)) ?? noFacts));
        return { hits: hits.length, trials: own.length };
      }),
      seed,
    );
  return {
    id,
    assertions: assertions.length,
    sharesNeed: figure((_assertion, pair) => pair.sharesNeed),
    precision: figure(({ tail, relation }, pair) =>
      pair.facts.some((fact) => matcher.states(tail, relation, fact)),
    ),
  };
}

const noFacts: PairFacts = { sharesNeed: false, facts: [] };

const pairKey = ({ headA, headB }: JudgedAssertion): string => `${headA}\u001f${headB}`;
