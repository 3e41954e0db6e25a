/** Who may ask: anybody, who holds one of the two keys, or who holds the operator's. */
export const roles = ["public", "reader", "operator"] as const;
export type Role = (typeof roles)[number];
