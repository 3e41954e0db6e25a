import { behaviours } from "./pairs.ts";

/** What knowledge is asked about: all products of a type at once, or one pair of a behaviour. */
export const scopes = ["product-type", "pair"] as const;
export type Scope = (typeof scopes)[number];

/** What a claim can be judged of: a behaviour's pair, a product type, one product, or a query for a type. */
export const subjects = [...behaviours, "productType", "product", "query"] as const;
export type Subject = (typeof subjects)[number];
