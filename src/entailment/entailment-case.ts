/** What a claim is carried to. */
export type HeadKind = "product" | "query";

/** A product type as it is known here. */
export interface CaseType {
  readonly name: string;
  /** Titles of some of its products. */
  readonly titles: readonly string[];
}

/** What is true of the type. */
export interface CaseClaim {
  readonly tail: string;
  readonly sentence: string;
  /** 0 to 1; null where no critic said. */
  readonly plausibility: number | null;
  readonly typicality: number | null;
}

/** A product of the type, or a query for it. */
export interface CaseHead {
  readonly kind: HeadKind;
  /** The product's title or the query. */
  readonly words: string;
  /** The part of the query's purchases that went to the type, 0 to 1; null where not known, and of products. */
  readonly share: number | null;
}
