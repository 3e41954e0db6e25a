import type { BehaviourPair } from "../domain/tables/pairs.ts";
import type { HeadFacts } from "./head-facts.ts";

export type JudgedPair = Pick<BehaviourPair, "headA" | "headB">;

/** How well rules of mining choose pairs, where it is known what people needed. */
export interface PairQuality {
  readonly pairs: number;
  /** Those whose two heads have a need in common. */
  readonly sharing: number;
  /** Share of the kept pairs that share a need; null where none is kept. */
  readonly precision: number | null;
  /** Share of all pairs that share a need which is kept; null where none does. */
  readonly recall: number | null;
  /** Needs of which some kept pair has a fact: what a model that is asked about the pairs could come to say. */
  readonly needs: number;
}

/** @param all the pairs that are found without any rule, the kept ones among them */
export function pairQuality(
  kept: readonly JudgedPair[],
  all: readonly JudgedPair[],
  facts: HeadFacts,
): PairQuality {
  const sharing = sharingPairs(kept, facts);
  const possible = sharingPairs(all, facts).length;
  return {
    pairs: kept.length,
    sharing: sharing.length,
    precision: kept.length === 0 ? null : sharing.length / kept.length,
    recall: possible === 0 ? null : sharing.length / possible,
    needs: new Set(sharing.flatMap((pair) => pair.facts.map(({ need }) => need))).size,
  };
}

const sharingPairs = (pairs: readonly JudgedPair[], facts: HeadFacts) =>
  pairs.map(({ headA, headB }) => facts.ofPair(headA, headB)).filter((pair) => pair.sharesNeed);
