import type { KnowledgePiece, SeenJudgement } from "../knowledge/knowledge.ts";

/** Ways in which an evaluated label can reach a prediction. */
export type LeakName =
  | "label-in-prompt"
  | "label-in-few-shot"
  | "label-in-critic"
  | "threshold-on-evaluated"
  | "knowledge-of-pairs"
  | "knowledge-by-label"
  | "query-across-split"
  | "sister-data-set"
  | "unknown-data-set";

/** A leak that was found. */
export interface Leak {
  readonly name: LeakName;
  /** What leaked, and how much, in a sentence. */
  readonly message: string;
  /** A few, each in words. */
  readonly examples: readonly string[];
  /** The next step. */
  readonly hint: string;
}

export interface LeakJudgement {
  readonly id: string;
  readonly query: string;
  readonly product: string;
  readonly title: string;
  /** The place of its class. */
  readonly label: number;
}

/** What is found where knowledge of heads is expected: it was made for a query and a product together. */
export interface PairPiece extends Pick<KnowledgePiece, "id" | "text" | "provenance"> {
  readonly of: { readonly kind: "pair"; readonly id: string };
}

/** A setting of the harness or of a learner, such as a threshold, and the judgements by which it was chosen. */
export interface TunedSetting {
  readonly name: string;
  readonly saw: readonly SeenJudgement[];
}

/** Another set of labelled queries that something was made of or learnt from. */
export interface OtherDataSet {
  readonly name: string;
  readonly usedFor: "training" | "knowledge";
  readonly queries: readonly string[];
}

/** Names the group of each query, in the order given: near-duplicates have one. */
export type QueryGrouping = (queries: readonly string[]) => readonly string[];

/** Everything that a leak can hide in. The split is by query. */
export interface LeakInput {
  /** The name of the evaluated data set. */
  readonly dataSet: string;
  /** What each class is called, by its place, such as `["E", "exact"]`. */
  readonly classNames: readonly (readonly string[])[];
  readonly training: readonly LeakJudgement[];
  readonly evaluated: readonly LeakJudgement[];
  readonly knowledge: readonly (KnowledgePiece | PairPiece)[];
  readonly tuned: readonly TunedSetting[];
  readonly others: readonly OtherDataSet[];
  readonly groupsOf: QueryGrouping;
  readonly seed: number;
}

const examplesShown = 3;

/** A leak for what was found; none where nothing was. */
export const leakOf = (
  name: LeakName,
  found: readonly string[],
  messageOf: (count: number) => string,
  hint: string,
): readonly Leak[] => {
  const distinct = [...new Set(found)];
  if (distinct.length === 0) return [];
  const examples = distinct.slice(0, examplesShown);
  return [{ name, message: messageOf(distinct.length), examples, hint }];
};
