/** A query and what the shop says of a product: the words in which a relevance model can look. */
export interface JudgedWords {
  readonly query: string;
  readonly title: string;
  readonly description: string | null;
  readonly bullets: string | null;
  readonly brand: string | null;
  readonly colour: string | null;
}
