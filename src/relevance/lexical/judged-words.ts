/** A query and what the shop says of a product: the words in which a relevance model can look. */
export interface JudgedWords {
  readonly query: string;
  readonly title: string;
  readonly description: string | null;
  readonly bullets: string | null;
  readonly brand: string | null;
  readonly colour: string | null;
}

/** Where nothing but the title is said of a product. */
export const queryAndTitle = (query: string, title: string): JudgedWords => ({
  ...{ query, title, description: null, bullets: null, brand: null, colour: null },
});
