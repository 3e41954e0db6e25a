/** A labelled judgement that somebody or something saw. */
export interface SeenJudgement {
  /** The data set that it is of. */
  readonly dataSet: string;
  /** Of the judgement, in its data set. */
  readonly id: string;
  readonly query: string;
}

/** Where labels can get into knowledge: what each of these saw. */
export const waysOfLabels = ["prompts", "fewShot", "critic", "thresholds"] as const;
export type WayOfLabels = (typeof waysOfLabels)[number];

/** Where knowledge is from. Pieces of one query or product that were made in one go share one. */
export interface KnowledgeProvenance {
  readonly source:
    | { readonly kind: "graph" /** Id of the graph version. */; readonly version: string }
    | { readonly kind: "claims" /** Content hash of the claims. */; readonly content: string };
  /** Texts of the prompts, as the model was asked. */
  readonly prompts: readonly string[];
  /** Judgements of which the label was seen. */
  readonly saw: Readonly<Record<WayOfLabels, readonly SeenJudgement[]>>;
  /** Names of the data sets of which it was made. */
  readonly dataSets: readonly string[];
}

/**
 * A piece of knowledge of a query or of a product. There is none of a pair of both: only what is made for each
 * apart can be served before anybody asks, and what is made for judged pairs alone tells which pairs were judged.
 */
export interface KnowledgePiece {
  readonly id: string;
  readonly of: { readonly kind: "query" | "product"; readonly id: string };
  readonly text: string;
  readonly provenance: KnowledgeProvenance;
}

/** Every judgement of which the label was seen in one of the ways; lists that are shared are read once. */
export const labelsSeen = (
  knowledge: readonly Pick<KnowledgePiece, "provenance">[],
  ways: readonly WayOfLabels[] = waysOfLabels,
): readonly SeenJudgement[] => {
  const lists = knowledge.flatMap(({ provenance }) => ways.map((way) => provenance.saw[way]));
  return [...new Set(lists)].flat();
};

/** The texts that a learner is shown beside a judgement's query and product. */
export interface JudgementKnowledge {
  readonly query: readonly string[];
  readonly product: readonly string[];
}

/** A query and a product, judged together. */
export interface QueryAndProduct {
  readonly query: string;
  readonly product: string;
}

/** Texts of the pieces of a query or product. */
export type PiecesOf = (kind: "query" | "product", id: string) => readonly string[];

/** Texts by what they are of, in the order of the pieces' ids. */
export function piecesByHead(pieces: readonly KnowledgePiece[]): PiecesOf {
  const keyOf = (kind: string, id: string): string => `${kind}\u001f${id}`;
  const ordered = pieces.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const byHead = Map.groupBy(ordered, ({ of }) => keyOf(of.kind, of.id));
  return (kind, id) => (byHead.get(keyOf(kind, id)) ?? []).map(({ text }) => text);
}

/** The knowledge of each judgement's query and of its product, in the order of the judgements. */
export const trueKnowledge = (
  judgements: readonly QueryAndProduct[],
  piecesOf: PiecesOf,
): readonly JudgementKnowledge[] =>
  judgements.map(({ query, product }) => ({
    query: piecesOf("query", query),
    product: piecesOf("product", product),
  }));

/** As many pieces without content: what a learner can tell from there being knowledge alone. */
export const presenceOnly = (
  knowledge: readonly JudgementKnowledge[],
  mask = "known",
): readonly JudgementKnowledge[] =>
  knowledge.map(({ query, product }) => ({
    query: query.map(() => mask),
    product: product.map(() => mask),
  }));
