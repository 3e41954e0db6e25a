import { z } from "zod";
import type { FilterName } from "../domain/tables/claims.ts";
import { isTypeScope, type Scope } from "../domain/tables/scopes.ts";

/** Cuts of the filters. The paper publishes none; docs/stages/refine.md says where ours come from. */
export const cutsConfig = z.strictObject({
  completeness: z
    .strictObject({
      /** Of the perplexities of the relation's known-good examples, in percent. */
      percentile: z.number().gt(0).max(100).default(95),
    })
    .prefault({}),
  copy: z
    .strictObject({
      /** Edit similarity to query, type or title from which a tail is a copy. */
      similarity: z.number().gt(0).max(1).default(0.85),
    })
    .prefault({}),
  generic: z
    .strictObject({
      /** Share of all heads from which a tail counts as frequent. */
      share: z.number().gt(0).max(1).default(0.03),
      /** And so many heads at least, so that a small shop loses nothing by chance. */
      minimumHeads: z.int().min(2).default(8),
      /** Normalised entropy over product types from which a frequent tail is generic. */
      spread: z.number().gt(0).max(1).default(0.8),
      /** Of a claim about a type: share of all types from which its tail needs a proof of its own. */
      typeShare: z.number().gt(0).max(1).default(0.05),
      /** And so many types at least. */
      minimumTypes: z.int().min(2).default(4),
      /** The proof: how much likelier the tail is by its type, as a difference of natural logarithms. */
      proof: z.number().default(1),
    })
    .prefault({}),
  paraphrase: z
    .strictObject({
      /** Cosine to query, type or title from which a tail only says them again. */
      cosine: z.number().gt(0).max(1).default(0.85),
    })
    .prefault({}),
  repetition: z
    .strictObject({
      /** Cosine of two tails of one head and relation from which they mean the same. */
      cosine: z.number().gt(0).max(1).default(0.85),
    })
    .prefault({}),
});

export type Cuts = z.infer<typeof cutsConfig>;

/** All that was measured of a claim; null where there was nothing to measure it with. */
export interface Measures {
  /** Sentences found in the answer line. */
  readonly sentences: number;
  readonly perplexity: number | null;
  /** The completeness cut of the claim's relation. */
  readonly perplexityCut: number | null;
  readonly copySimilarity: number | null;
  readonly documentFrequency: number;
  readonly spread: number;
  /** Heads that were asked about in all. */
  readonly heads: number;
  readonly contextCosine: number | null;
  readonly scope: Scope;
  /** Whether purchases say it, not a model. */
  readonly isBehaviour: boolean;
  /** Of a tail that is said of many types: how much likelier it is by this one, in natural logarithms. */
  readonly typeDifference: number | null;
}

/** Undefined lets the claim pass; a text says why not. */
export interface Filter {
  readonly name: FilterName;
  decide(measures: Measures, cuts: Cuts): string | undefined;
}

const round = (value: number): string => String(Math.round(value * 1000) / 1000);

/**
 * Whether a claim's tail is said of so many types that it has to be shown of this one. What purchases say beyond chance
 * has its proof.
 */
export const needsProof = (
  {
    scope,
    isBehaviour,
    documentFrequency,
    heads,
  }: Pick<Measures, "scope" | "isBehaviour" | "documentFrequency" | "heads">,
  { generic }: Cuts,
): boolean =>
  isTypeScope(scope) &&
  !isBehaviour &&
  documentFrequency >= Math.max(generic.minimumTypes, Math.ceil(generic.typeShare * heads));

/**
 * The five filters of the method, in its order. Pure and cheap: everything dear is a measure. What they let pass is
 * held against the other claims of its head: see same-meaning.ts.
 */
export const filters: readonly Filter[] = [
  {
    name: "firstSentence",
    decide: ({ sentences }) => (sentences === 0 ? "no sentence in the answer line" : undefined),
  },
  {
    name: "completeness",
    decide: ({ perplexity, perplexityCut }) =>
      perplexity !== null && perplexityCut !== null && perplexity > perplexityCut
        ? `perplexity ${round(perplexity)} > ${round(perplexityCut)}`
        : undefined,
  },
  {
    name: "copy",
    decide: ({ copySimilarity }, { copy }) =>
      copySimilarity !== null && copySimilarity >= copy.similarity
        ? `edit similarity ${round(copySimilarity)} >= ${copy.similarity}`
        : undefined,
  },
  {
    name: "generic",
    decide(measures, cuts) {
      const { scope, documentFrequency, spread, heads, typeDifference } = measures;
      const { generic } = cuts;
      if (isTypeScope(scope)) {
        if (!needsProof(measures, cuts)) return undefined;
        const said = `said of ${documentFrequency} of ${heads} types`;
        if (typeDifference === null)
          return `${said}, and nothing measured whether this one is special`;
        return typeDifference < generic.proof
          ? `${said}, and by this one likelier by ${round(typeDifference)} < ${generic.proof} only`
          : undefined;
      }
      const frequent = Math.max(generic.minimumHeads, Math.ceil(generic.share * heads));
      return documentFrequency >= frequent && spread >= generic.spread
        ? `said of ${documentFrequency} heads (>= ${frequent}) with spread ${round(spread)} >= ${generic.spread}`
        : undefined;
    },
  },
  {
    name: "paraphrase",
    decide: ({ contextCosine }, { paraphrase }) =>
      contextCosine !== null && contextCosine >= paraphrase.cosine
        ? `cosine ${round(contextCosine)} >= ${paraphrase.cosine}`
        : undefined,
  },
];

export interface Decision {
  readonly droppedBy: FilterName;
  readonly reason: string;
}

/** The first filter that stops a claim; undefined when all let it pass. */
export function decide(measures: Measures, cuts: Cuts): Decision | undefined {
  for (const { name, decide: decideOne } of filters) {
    const reason = decideOne(measures, cuts);
    if (reason !== undefined) return { droppedBy: name, reason };
  }
  return undefined;
}
