import { behaviours } from "./pairs.ts";

/** What is said of product types: of all products of one, or of those that have an attribute. */
export const typeScopes = ["product-type", "product-type+attribute"] as const;
export type TypeScope = (typeof typeScopes)[number];

/** What knowledge is asked about: the products of a type at once, a query, or one pair of a behaviour. */
export const scopes = [...typeScopes, "query", "pair"] as const;
export type Scope = (typeof scopes)[number];

/**
 * Whether what is said in the scope is true of a type, and carried to its products and queries.
 * In SQL: `starts_with(scope, 'product-type')`.
 */
export const isTypeScope = (scope: Scope): scope is TypeScope =>
  (typeScopes as readonly Scope[]).includes(scope);

/** What a claim can be judged of: a behaviour's pair, a product type, one product, or a query for a type. */
export const subjects = [...behaviours, "productType", "product", "query"] as const;
export type Subject = (typeof subjects)[number];
