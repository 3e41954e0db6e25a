import type { Behaviour, BehaviourPair } from "../../domain/tables/pairs.ts";

/** A pair that is asked about, seen or not. */
export interface AskedPair {
  readonly behaviour: Behaviour;
  readonly headA: string;
  readonly headB: string;
}

/**
 * passed, stopped: asked, up to the first that stops. wouldPass, wouldStop: behind that one. kept, notKept: whether a pair
 * that its rates stop is drawn to go on all the same. notAsked: `because` says why.
 */
export type RuleOutcome =
  | "passed"
  | "stopped"
  | "wouldPass"
  | "wouldStop"
  | "kept"
  | "notKept"
  | "notAsked";

export type NotAsked =
  | "off"
  | "noClicks"
  | "noProductType"
  | "noTypesAtSite"
  | "fewBaskets"
  | "noCategory"
  | "notStoppedByRates"
  | "keptAlready";

/** One rule, and what of the pair it looked at. */
export interface ExplainedRule {
  /** The reason that the funnel counts; `lowEngagement` and `selectedBefore` are the rules that keep. */
  readonly rule: string;
  /** The product that is judged, where a rule judges each of the two by itself. */
  readonly of: string | null;
  /** As in cosmo.yaml, under `mining`. */
  readonly settings: Readonly<Record<string, number | boolean | null>>;
  /** What is compared; null where it is not known. */
  readonly value: number | null;
  /** What it is compared with; null where nothing is. */
  readonly limit: number | null;
  /** What both are made of. */
  readonly numbers: Readonly<Record<string, number | string | null>>;
  readonly outcome: RuleOutcome;
  readonly because: NotAsked | null;
}

/**
 * What lift is made of: how often the pair was seen, each of its two, and anything at the site, in searches or in baskets.
 * With a half-life, what these come to.
 */
export interface PairTotals {
  readonly ofPair: number;
  readonly ofA: number;
  readonly ofB: number;
  readonly all: number;
}

/** A pair that was seen, and every rule in the order in which the stage applies them. */
export interface ExplainedPair {
  /** As the stage writes its rows, cut or not. */
  readonly pair: BehaviourPair;
  readonly site: string;
  /** Text of the query; null for two products, and where the gate stopped the query: not a word of it is told. */
  readonly query: string | null;
  readonly isQueryStopped: boolean;
  readonly totals: PairTotals;
  /** Null: the pair is kept. */
  readonly stoppedBy: string | null;
  readonly rules: readonly ExplainedRule[];
}
