import { normalForm } from "../../text/normal-form.ts";
import type { QueryAndProduct } from "../knowledge/knowledge.ts";
import { type EvaluatedSet, labelCounts, placeOfGreatest } from "./evaluated-judgement.ts";
import { type RelevanceRow, sameForEverySeed } from "./relevance-row.ts";
import type { LabelledPair } from "./simple-rows.ts";

/** What a judgement is known by, from the most particular to the most general. */
export type BackOff = (pair: QueryAndProduct) => readonly string[];

/** The query itself, and the word that names what is sought: its last one. */
export const queryBackOff: BackOff = ({ query }) => {
  const form = normalForm(query);
  return [`query ${form}`, `last word ${form.split(" ").at(-1)}`];
};

/** The product itself. Where types are known, `[...productBackOff(pair), typeOf(pair.product)]` backs off to them. */
export const productBackOff: BackOff = ({ product }) => [`product ${product}`];

export interface PriorOptions {
  readonly keysOf: BackOff;
  readonly seeds: readonly number[];
  /** What it is worth to be of each class, for scores; without it the row has none. */
  readonly gains?: readonly number[];
  /** As many training judgements as the more general key counts for. Default 2. */
  readonly strength?: number;
}

/**
 * How common each class is among the training judgements that share a key, such as the query alone: a row that never
 * looks at the other side. The shares of a key are drawn towards those of the next more general one, and those
 * towards the shares of all, by `strength`; a key that was never seen says what the next one says.
 *
 * @param id such as `query-only`
 */
export function priorRow(
  id: string,
  set: EvaluatedSet,
  training: readonly (QueryAndProduct & LabelledPair)[],
  { keysOf, seeds, gains, strength = 2 }: PriorOptions,
): RelevanceRow {
  const classes = set.classes.length;
  const counts = new Map<string, number[]>();
  for (const judgement of training) {
    for (const key of keysOf(judgement)) {
      const own = counts.get(key) ?? Array.from({ length: classes }, () => 0);
      own[judgement.label] = (own[judgement.label] ?? 0) + 1;
      counts.set(key, own);
    }
  }
  const all = sharesOf(labelCounts(classes, training));
  const shares = set.judgements.map((judgement) =>
    keysOf(judgement).reduceRight<readonly number[]>((general, key) => {
      const own = counts.get(key);
      return own === undefined
        ? general
        : sharesOf(own.map((count, place) => count + strength * (general[place] ?? 0)));
    }, all),
  );
  const gainOf = (own: readonly number[]): number =>
    own.reduce((sum, share, place) => sum + share * (gains?.[place] ?? 0), 0);
  return sameForEverySeed(id, seeds, {
    predicted: Uint8Array.from(shares, placeOfGreatest),
    ...(gains === undefined ? {} : { scores: Float64Array.from(shares, gainOf) }),
  });
}

function sharesOf(counts: readonly number[]): readonly number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
