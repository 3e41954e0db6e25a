import { isBehaviourCall, isModelCall } from "../domain/ids.ts";
import type { Scope } from "../domain/tables/scopes.ts";
import { aboutType, differenceText } from "../measures/log-probability-difference.ts";
import type { StoredMeasure } from "../measures/measure.ts";
import { type Relation, verbalise } from "../relations/relation.ts";
import { normalisedEntropy } from "../statistics/entropy.ts";
import { percentile } from "../statistics/percentile.ts";
import { editSimilarity } from "../text/similarity.ts";
import type { ClaimContext } from "./claim-context.ts";
import { textPair } from "./context-cosine.ts";
import { type Cuts, type Measures, needsProof } from "./filters.ts";

/** Titles that tell what a type is, as a critic is shown them. */
const titlesShown = 3;

/** What claims are measured with; a measure that is missing leaves its filter without effect. */
export interface ClaimMeasures {
  readonly perplexity: StoredMeasure | undefined;
  readonly cosine: StoredMeasure | undefined;
  /** How much likelier a tail is by what it is about. */
  readonly difference: StoredMeasure | undefined;
}

/** By relation, the perplexity above which a sentence counts as incomplete. It measures every example of each. */
export async function perplexityCuts(
  relations: readonly Relation[],
  measure: StoredMeasure | undefined,
  percent: number,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const cuts = new Map<string, number>();
  if (measure === undefined) return cuts;
  for (const relation of relations) {
    const sentences = relation.examples.map((tail) => verbalise(relation, tail));
    const values = await measure.of(sentences, signal);
    cuts.set(relation.name, percentile([...values.values()], percent));
  }
  return cuts;
}

export interface MeasuredClaim {
  readonly claim: ClaimContext;
  readonly sentence: string;
  readonly measures: Measures;
}

/**
 * Measures a batch of claims, in order.
 * @param heads how many were asked about in a scope; of types, those with an attribute are no others
 */
export async function measureClaims(
  claims: readonly ClaimContext[],
  relations: ReadonlyMap<string, Relation>,
  cuts: ReadonlyMap<string, number>,
  heads: (scope: Scope) => number,
  { perplexity, cosine, difference }: ClaimMeasures,
  filterCuts: Cuts,
  signal: AbortSignal,
): Promise<readonly MeasuredClaim[]> {
  const sentences = claims.map(({ relation, tail }) => {
    const known = relations.get(relation);
    if (known === undefined) throw new Error(`claims of the unknown relation ${relation}`);
    return verbalise(known, tail);
  });
  const pairs = claims.flatMap(({ tail, context }) =>
    context.map((words) => textPair(tail, words)),
  );
  const differenceTexts = claims.map((claim, index) => {
    const { scope, documentFrequency, tail } = claim;
    const isBehaviour = isSaidByPurchases(claim);
    const asked = { scope, isBehaviour, documentFrequency, heads: heads(scope) };
    if (!needsProof(asked, filterCuts)) return undefined;
    const [name = "", ...titles] = claim.context;
    const about = aboutType(name, titles.slice(0, titlesShown).join("; "));
    return differenceText(about, sentences[index] ?? "", tail);
  });
  const [perplexities, cosines, differences] = await Promise.all([
    perplexity?.of(
      sentences.filter((_, index) => !isNotWritten(claims[index])),
      signal,
    ),
    cosine?.of(pairs, signal),
    difference?.of(
      differenceTexts.filter((text) => text !== undefined),
      signal,
    ),
  ]);
  return claims.map((claim, index) => {
    const sentence = sentences[index] ?? "";
    const { tail, context, relation } = claim;
    return {
      claim,
      sentence,
      measures: {
        sentences: claim.sentences,
        perplexity: isNotWritten(claim) ? null : (perplexities?.get(sentence) ?? null),
        perplexityCut: cuts.get(relation) ?? null,
        copySimilarity: greatest(context.map((words) => editSimilarity(tail, words))),
        documentFrequency: claim.documentFrequency,
        spread: spreadOver(claim),
        heads: heads(claim.scope),
        contextCosine: greatest(context.map((words) => cosines?.get(textPair(tail, words)))),
        scope: claim.scope,
        isBehaviour: isSaidByPurchases(claim),
        typeDifference: differences?.get(differenceTexts[index] ?? "") ?? null,
      },
    };
  });
}

/** A tail of a closed list, or the name of a type, is known to be complete, however rare its words. */
const isNotWritten = (claim: ClaimContext | undefined): boolean =>
  claim?.calls.some((call) => !isModelCall(call)) === true;

const isSaidByPurchases = ({ calls }: ClaimContext): boolean => calls.some(isBehaviourCall);

/**
 * Normalised entropy of a tail over the product types that its heads could have had: as many as there
 * are, or as it has heads. A tail of ten heads in two types is not spread, however even.
 */
function spreadOver({ typeCounts, typesAsked }: ClaimContext): number {
  const heads = typeCounts.reduce((sum, count) => sum + count, 0);
  const possible = Math.min(heads, typesAsked);
  const unmet = Math.max(0, possible - typeCounts.length);
  return normalisedEntropy([...typeCounts, ...Array<number>(unmet).fill(0)]);
}

function greatest(values: readonly (number | undefined)[]): number | null {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}
