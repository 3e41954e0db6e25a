/**
 * How sure a type is that a title's noun gives: logistic regression on how often titles that have the noun end their first
 * phrase with it, on its share of all that speaks for nouns of the title, and on whether no other title is about it. Fitted on a half of
 * BundleRec's products (`npm run type-report -- --fit`).
 */
export const titleConfidence = {
  bias: -2.97,
  endingWeight: 2.76,
  shareWeight: 2.93,
  onlyWeight: -2.9,
} as const;

/**
 * How sure a type is that a category gives: logistic regression on the share of its titles that say its noun, and on whether
 * the product's own title does. Fitted on a half of the sample shop's types.
 */
export const categoryConfidence = { bias: 1.17, shareWeight: 1.97, ownWeight: 0.7 } as const;

/** Below this share of titles a category names something else than its things: an occasion, a fashion, a shop window. */
export const leastShare = 0.3;

/** Of a category whose titles nobody can read. */
export const unreadConfidence = 0.6;

/** How sure a type is that so many of the ten nearest titles have, as the same half of BundleRec has it for titles that are not sure. */
export const clusterConfidence = (votes: number): number =>
  Math.round(1e4 / (1 + Math.exp(2.5 - 0.4 * votes))) / 1e4;
