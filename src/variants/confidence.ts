/**
 * How likely two queries say the same whose words alone come to the same in this way, before behaviour is looked at: somewhat less than
 * was found by reading (`npm run variant-report`). The last is of wordings that may mean something else, and is a guess.
 */
export const wordingConfidence = {
  spacing: 0.95,
  order: 0.9,
  form: 0.95,
  spelling: 0.9,
  unsure: 0.3,
} as const;

/** So many choices of products halve the cosine: after a few, two queries are alike by chance. */
export const shrinkage = 3;

/**
 * Behaviour speaks against a wording where both queries led to so many choices at least, and the products are less alike than this:
 * “chocolate milk” and “milk chocolate”.
 */
export const contradiction = { times: 20, similarity: 0.05 } as const;
