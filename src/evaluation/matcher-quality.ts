import { bootstrapInterval } from "../statistics/bootstrap.ts";
import { type Figure, wilsonFigure } from "../statistics/figure.ts";
import type { FactMatcher, Matchable } from "./fact-matcher.ts";

/** A claim and a fact, and whether a reader finds that the claim states the fact. */
export interface LabelledPair {
  readonly tail: string;
  /** As claimed. */
  readonly relation: string;
  readonly fact: Matchable;
  readonly match: boolean;
  /** The answer of a second reading, which did not see the first. */
  readonly again?: boolean | undefined;
  /** The cut is chosen on one half and measured on the other. */
  readonly half: "calibration" | "test";
}

/** A pair without its words: what the cut is chosen and measured on. */
export interface ScoredPair extends Pick<LabelledPair, "match" | "half"> {
  /** By the matcher, −1 to 1. */
  readonly score: number;
}

export interface MatcherQuality {
  readonly cut: number;
  readonly pairs: number;
  /** By the labels. */
  readonly matches: number;
  /** Wilson interval; null where the matcher finds no match. */
  readonly precision: Figure | null;
  /** Wilson interval; null where the labels have no match. */
  readonly recall: Figure | null;
  /** Of precision and recall the harmonic mean, no share: bootstrap interval over the pairs. */
  readonly f1: Figure | null;
}

export async function scoredPairs(
  pairs: readonly LabelledPair[],
  matcher: FactMatcher,
  signal: AbortSignal,
): Promise<readonly ScoredPair[]> {
  await matcher.prepare(
    pairs.flatMap(({ tail, fact }) => [tail, ...fact.tails]),
    signal,
  );
  return pairs.map(({ tail, relation, fact, match, half }) => ({
    score: matcher.score(tail, relation, fact),
    match,
    half,
  }));
}

/**
 * The cut with the best F1 on the calibration half, halfway between the scores that it parts; of
 * equally good ones the highest.
 *
 * @throws RangeError when that half has no match that the matcher could find
 */
export function chooseCut(pairs: readonly ScoredPair[]): number {
  const calibration = pairs.filter(({ half, score }) => half === "calibration" && score > -1);
  const matches = pairs.filter(({ half, match }) => half === "calibration" && match).length;
  const scores = [...new Set(calibration.map(({ score }) => score))].toSorted((a, b) => b - a);
  let best: { readonly f1: number; readonly cut: number } = { f1: 0, cut: Number.NaN };
  for (const [place, score] of scores.entries()) {
    const found = calibration.filter((pair) => pair.score >= score);
    const right = found.filter(({ match }) => match).length;
    const f1 = (2 * right) / (found.length + matches);
    if (f1 > best.f1) best = { f1, cut: (score + (scores[place + 1] ?? score)) / 2 };
  }
  if (best.f1 === 0) throw new RangeError("The calibration half has no match that could be found.");
  return best.cut;
}

/** How the decisions at a cut agree with the labels, on all the pairs that are given. */
export function matcherQuality(
  pairs: readonly ScoredPair[],
  cut: number,
  seed: number,
): MatcherQuality {
  const found = pairs.filter(({ score }) => score >= cut).length;
  const matches = pairs.filter(({ match }) => match).length;
  const right = pairs.filter(({ score, match }) => match && score >= cut).length;
  const f1Of = (sample: readonly ScoredPair[]): number => {
    let [hits, all] = [0, 0];
    for (const { score, match } of sample) {
      if (score >= cut) all += 1;
      if (match) all += 1;
      if (match && score >= cut) hits += 2;
    }
    return hits / all;
  };
  const f1 = f1Of(pairs);
  return {
    cut,
    pairs: pairs.length,
    matches,
    precision: wilsonFigure(right, found),
    recall: wilsonFigure(right, matches),
    f1: Number.isNaN(f1) ? null : { mean: f1, interval: bootstrapInterval(pairs, f1Of, { seed }) },
  };
}
